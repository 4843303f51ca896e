import { readFileSync } from 'node:fs'
import { checkDraft } from '../../../cloud/src/answer/check.ts'
import { chunkKnowledge } from '../../../cloud/src/knowledge/chunking/chunk-knowledge.ts'
import type { Tenant } from '../retrieval/data.ts'

/** A reply, the text of the company it was written from, and the question. */
export type Reply = { source: string; question: string; reply: string }
export type WrongReply = Reply & { kind: string }
type Chunk = { id: string; heading?: string; text: string }

/** The replies committed as data. */
export function loadReplies(): { right: Reply[]; wrong: WrongReply[] } {
  return JSON.parse(readFileSync(new URL('../data/replies/replies.json', import.meta.url), 'utf8'))
}

/** What the check holds against a reply; null when it may be sent. */
export function heldAgainst({ source, question, reply }: Reply): string | null {
  return judge([{ id: 'a', text: source }], question, reply)
}

/**
 * The right answers of the companies that the check refuses: their authors' own short answers, the places that answer, and
 * every line of a text said back, each with the chunks that hold it.
 */
export function* refusedThoughRight(
  companies: readonly Tenant[],
): Generator<{ reply: string; why: string | null }> {
  for (const { text, questions } of companies) {
    const chunks = chunkKnowledge(text)
    const around = (start: number, end: number) =>
      chunks
        .filter((chunk) => chunk.start < end && start < chunk.end)
        .map(({ hash, heading, text: body }) => ({ id: hash, ...(heading ? { heading } : {}), text: body }))
    for (const { text: question, kind, spans, answer } of questions) {
      if (kind !== 'answerable') continue
      const cited = spans.flatMap(([start, end]) => around(start, end))
      const said = spans.map(([start, end]) => text.slice(start, end))
      for (const reply of [answer, ...said]) if (reply) yield { reply, why: judge(cited, question, reply) }
    }
    let at = 0
    for (const line of text.split('\n')) {
      const reply = line.trim()
      if (reply && reply.length < 900)
        yield { reply, why: judge(around(at, at + line.length), 'e isso?', reply) }
      at += line.length + 1
    }
  }
}

function judge(cited: readonly Chunk[], question: string, reply: string): string | null {
  const chunks = [...new Map(cited.map((chunk) => [chunk.id, chunk])).values()]
  const checked = checkDraft({
    answer: { decision: 'answer', reason: null, reply, citations: chunks.map(({ id }) => id) },
    chunks,
    question,
    customerWords: [],
    company: 'Casa',
  })
  return checked.ok ? null : `${checked.handoff}: ${checked.facts.join(' | ')}`
}
