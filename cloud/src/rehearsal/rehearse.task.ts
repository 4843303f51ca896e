import type { BotSettings } from '@plantao/shared/bot-settings'
import type { RehearsalSide } from '@plantao/shared/rehearsals'
import { tenantName } from '../accounts/index.ts'
import { decide, type Outcome } from '../answer/index.ts'
import { readBotSettings } from '../bot-settings/index.ts'
import type { Jobs } from '../jobs.ts'
import { type CandidateSearch, candidateSearch, embedTexts, readRevisionText } from '../knowledge/index.ts'
import {
  type Completion,
  type CompletionRequest,
  counted,
  createPurse,
  type Models,
  ModelUnavailable,
  type Purse,
  recordSpend,
  spentThisMonth,
} from '../models/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { holdOffErasures } from '../platform/erasure-lock.ts'
import { compare } from './compare.ts'
import { distinctQuestions, questionsOfText } from './questions.ts'
import {
  askedQuestions,
  endRehearsal,
  openItems,
  type Replayed,
  readWork,
  storeQuestions,
  storeStep,
} from './rehearsal.repo.ts'

type Deps = {
  db: Database
  models: Models
  clock: Clock
  /** Most that models may cost a tenant in a calendar month (UTC). Millionths of a dollar. */
  ceilingUsdMicro: number
}

type Scene = {
  before: string
  after: string
  items: { id: string; question: string }[]
  companyName: string
  settings: BotSettings
}

/** Questions between two looks at whether it was cancelled and what it has cost, replayed side by side. */
const STEP = 8
/** Fewer distinct questions of customers than this say little: the text's own are taken. */
const ENOUGH = 5
const TOP_K = 5
/** Nobody waits at a phone for this one. Milliseconds. */
const BUDGET_MS = 20_000

/**
 * Replays a tenant's questions against a candidate text and against what is published, both in memory; nothing is
 * sent. May run twice or die between steps: each step is stored whole, what is stored is not asked again.
 */
export function rehearseTask({ db, models: uncounted, clock, ceilingUsdMicro }: Deps) {
  return async ({ tenantId, rehearsalId }: Jobs['rehearse']): Promise<void> => {
    try {
      await rehearse(tenantId, rehearsalId)
    } catch (error) {
      if (!(error instanceof ModelUnavailable)) throw error
      await db.tenant(tenantId, (tx) => endRehearsal(tx, rehearsalId, 'failed', 'model_unavailable'))
    }
  }

  async function rehearse(tenantId: string, id: string): Promise<void> {
    const scene = await db.tenant(tenantId, async (tx) => {
      const work = await readWork(tx, id)
      if (!work || (work.status !== 'queued' && work.status !== 'running')) return null
      if ((await spentThisMonth(tx)) >= ceilingUsdMicro) {
        await endRehearsal(tx, id, 'failed', 'quota')
        return null
      }
      const published = work.againstRevision ? await readRevisionText(tx, work.againstRevision) : null
      const before = published?.text ?? ''
      if (work.status === 'queued') {
        holdOffErasures(tx)
        const asked = distinctQuestions(await askedQuestions(tx))
        const source = asked.length >= ENOUGH ? 'customers' : 'knowledge'
        const made = source === 'customers' ? asked : questionsOfText(`${before}\n${work.text}`)
        await storeQuestions(tx, id, source, made)
      }
      const name = await tenantName(tx)
      const settings = await readBotSettings(tx)
      return { before, after: work.text, items: await openItems(tx, id), companyName: name, settings }
    })
    if (!scene) return
    const purse = createPurse((usdMicro) => db.tenant(tenantId, (tx) => recordSpend(tx, usdMicro)))
    try {
      await replayAll(tenantId, id, scene, purse)
    } finally {
      await purse.close()
    }
  }

  async function replayAll(tenantId: string, id: string, scene: Scene, purse: Purse): Promise<void> {
    const models = counted(uncounted, purse.spend)
    const { items, settings, companyName } = scene
    const [before, after, { vectors }] = await Promise.all([
      candidateSearch(models, tenantId, scene.before),
      candidateSearch(models, tenantId, scene.after),
      embedTexts(
        models,
        items.map(({ question }) => question),
      ),
    ])
    const remembering = rememberAnswers(models)
    const replay = async (search: CandidateSearch, question: string, vector: Float32Array) =>
      sideOf(
        await decide(
          {
            companyName,
            tone: settings.tone,
            threshold: settings.threshold,
            bubbles: [{ kind: 'text', text: question }],
            memory: [],
            budgetMs: BUDGET_MS,
          },
          {
            models: remembering,
            clock,
            search: (asked, signal) => search(asked, { k: TOP_K, vector, signal }),
          },
        ),
      )
    for (let from = 0; from < items.length; from += STEP) {
      const replayed = await Promise.all(
        items.slice(from, from + STEP).map(async (item, offset): Promise<Replayed> => {
          const vector = vectors[from + offset]!
          const then = await replay(before, item.question, vector)
          const now = await replay(after, item.question, vector)
          return { id: item.id, before: then, after: now, ...compare(then, now) }
        }),
      )
      await purse.settle()
      const goesOn = await db.tenant(tenantId, async (tx) => {
        if (!(await storeStep(tx, id, replayed))) return false
        if (from + STEP >= items.length || (await spentThisMonth(tx)) < ceilingUsdMicro) return true
        await endRehearsal(tx, id, 'failed', 'quota')
        return false
      })
      if (!goesOn) return
    }
    await db.tenant(tenantId, (tx) => endRehearsal(tx, id, 'done'))
  }
}

/** A model that is away says nothing about a text: the whole rehearsal fails with that name. */
function sideOf(outcome: Outcome): RehearsalSide {
  if (outcome.reason === 'model_unavailable')
    throw new ModelUnavailable('down', outcome.trouble ?? 'rehearsal')
  const { decision, text, reason, confidence } = outcome
  return {
    decision: decision === 'reply' ? 'answer' : decision,
    confidence: confidence ?? 0,
    ...(decision !== 'handoff' && text ? { reply: text } : {}),
    ...(reason ? { reason } : {}),
  }
}

/** The same question over the same chunks is written once: most of a text is the same before and after. */
function rememberAnswers(models: Models): Pick<Models, 'complete'> {
  const known = new Map<string, Promise<Completion<unknown>>>()
  return {
    complete<T>(request: CompletionRequest<T>): Promise<Completion<T>> {
      const key = `${request.schemaName}\n${request.user}`
      const writing = known.get(key) ?? models.complete(request)
      known.set(key, writing)
      writing.catch(() => known.delete(key))
      return writing as Promise<Completion<T>>
    },
  }
}
