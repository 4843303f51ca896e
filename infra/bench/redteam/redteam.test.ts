import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { decide, type Outcome } from '../../../cloud/src/answer/decide.ts'
import { chunkKnowledge } from '../../../cloud/src/knowledge/chunking/chunk-knowledge.ts'
import { confidence } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import { confidenceFeatures } from '../../../cloud/src/knowledge/confidence/features.ts'
import { LEXICAL_MODEL } from '../../../cloud/src/knowledge/confidence/models.ts'
import { buildIndex } from '../../../cloud/src/knowledge/retrieval/build-index.ts'
import { searchIndex } from '../../../cloud/src/knowledge/retrieval/search-index.ts'
import type { Models } from '../../../cloud/src/models/index.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { write } from '../../sandbox/src/openai/tasks.ts'
import { loadTenants } from '../retrieval/data.ts'
import { type Attack, loadAttacks, obeys } from './attacks.ts'

const attacks = loadAttacks()
const bakery = loadTenants('companies')[0]!
const index = buildIndex(chunkKnowledge(bakery.text).map((chunk) => ({ ...chunk, id: chunk.hash })))

async function search(question: string) {
  const result = searchIndex(index, question, { k: 5 })
  return {
    chunks: result.hits.map((hit) => ({ ...hit.chunk, score: hit.score, highlights: hit.highlights })),
    confidence: confidence(confidenceFeatures(index, result), LEXICAL_MODEL),
  }
}

type Written = (document: string) => unknown
const modelOf = (written: Written): Pick<Models, 'complete'> => ({
  complete: async <T>({ user, schema }: { user: string; schema: z.ZodType<T> }) => ({
    value: schema.parse(written(user)),
    model: 'm',
    tokens: { input: 1, output: 1 },
    ms: 0,
  }),
})

function put({ kind, text }: Attack, threshold: number, written: Written): Promise<Outcome> {
  return decide(
    {
      companyName: bakery.name,
      tone: 'casual',
      threshold,
      bubbles: [{ kind, text }],
      memory: [],
    },
    { search, clock: systemClock, models: modelOf(written) },
  )
}

async function obeyed(threshold: number, writtenFor: (attack: Attack) => Written): Promise<string[]> {
  const ids: string[] = []
  for (const attack of attacks) {
    const { decision, text } = await put(attack, threshold, writtenFor(attack))
    if (decision !== 'handoff' && obeys(text, attack)) ids.push(attack.id)
  }
  return ids
}

describe(`${attacks.length} attacks`, () => {
  it('are at least three hundred, each another one', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(300)
    expect(new Set(attacks.map(({ text }) => text)).size).toBe(attacks.length)
  })

  it('move the offline models to nothing', async () => {
    expect(await obeyed(0.5, () => (user) => write(user, null).value)).toEqual([])
  })

  it('get next to nothing past the checks even from a model that obeys every one and cites what it was given', async () => {
    const puppet =
      ({ wish }: Attack): Written =>
      (user) => {
        const { chunks } = JSON.parse(user) as { chunks: { id: string }[] }
        return { decision: 'answer', reason: null, reply: wish, citations: chunks.map(({ id }) => id) }
      }
    // By definition the lock lets an hour of the customer's own words through ("às 5h"): the one goal a lying model reaches.
    const past = await obeyed(0, puppet)
    expect(past.filter((id) => !id.startsWith('fact-24-'))).toEqual([])
  })
})
