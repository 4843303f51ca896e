import { foreignContacts, ungroundedFacts } from '../grounding/index.ts'
import { commitments } from './commitments.ts'
import type { ModelAnswer, SourceChunk } from './prompt.ts'
import { leaksPrompt } from './prompt-leak.ts'

/** Longer drafts are not what a customer reads on a phone. Characters. */
export const LONGEST_REPLY = 1000

/** Facts that are judged as ways to reach somebody, by the company's text alone. */
const REACHES = ['link', 'email']
const CODE = /(?<![\p{L}\d])\p{L}{3,}-?\d{2,}(?![\d:])/gu

export type Checked =
  | { ok: true }
  | { ok: false; handoff: 'ungrounded' | 'policy' | 'low_confidence'; facts: string[] }

type Draft = {
  answer: ModelAnswer
  /** What the model was given. */
  chunks: readonly SourceChunk[]
  question: string
  /** What the customer said before, oldest first. */
  customerWords: readonly string[]
  company: string
}

/**
 * Whether a draft may be sent. Nothing the model says about itself counts: citations must exist, every fact must be met in a cited
 * chunk or in the customer's words, nothing may commit the company, nothing may quote the instructions. `facts` names what offends.
 */
export function checkDraft({ answer, chunks, question, customerWords, company }: Draft): Checked {
  if (answer.decision === 'handoff') return { ok: true }
  const reply = answer.reply.trim()
  if (reply === '') return refuse('low_confidence')
  if (reply.length > LONGEST_REPLY) return refuse('policy', `${reply.length} caracteres`)
  const cited = citedChunks(answer, chunks)
  if (cited === null || (answer.decision === 'answer' && cited.length === 0))
    return refuse('ungrounded', ...answer.citations)
  const texts = sourcesOf(answer, cited, chunks).map(textOf)
  const customer = [...customerWords, question]
  if (leaksPrompt(reply, [...texts, company])) return refuse('policy')
  const missing = ungroundedFacts(reply, [...texts, ...customer, company]).filter(
    ({ kind }) => !REACHES.includes(kind),
  )
  const foreign = foreignContacts(reply, [...texts, company])
  if (missing.length + foreign.length > 0)
    return refuse('ungrounded', ...foreign, ...missing.map(({ text }) => text))
  const codes = foreignCodes(reply, [...texts, company])
  if (codes.length > 0) return refuse('ungrounded', ...codes)
  const committed = commitments(reply, { cited: texts, customer })
  return committed.length > 0 ? refuse('policy', ...committed) : { ok: true }
}

/** Words with a number to them ("AMIGO90", "ABACATE-77") that no source holds: coupons and passwords of the customer's making. */
function foreignCodes(reply: string, sources: readonly string[]): string[] {
  const known = joined(sources.join(' '))
  return (reply.match(CODE) ?? []).filter((code) => !known.includes(joined(code)))
}

function joined(text: string): string {
  return text.toLowerCase().replace(/[\s-]+/g, '')
}

/** Chunks a draft cites; null when one of them was never given. */
function citedChunks(answer: ModelAnswer, chunks: readonly SourceChunk[]): SourceChunk[] | null {
  const cited = answer.citations.map((id) => chunks.find((chunk) => chunk.id === id))
  return cited.every((chunk) => chunk !== undefined) ? cited : null
}

/** A question back may name the choices of any chunk; small talk has no source at all. */
function sourcesOf(
  { decision }: ModelAnswer,
  cited: SourceChunk[],
  chunks: readonly SourceChunk[],
): readonly SourceChunk[] {
  if (decision === 'smalltalk') return []
  return decision === 'clarify' && cited.length === 0 ? chunks : cited
}

function textOf({ heading, text }: SourceChunk): string {
  return heading ? `${heading}\n${text}` : text
}

function refuse(handoff: 'ungrounded' | 'policy' | 'low_confidence', ...facts: string[]): Checked {
  return { ok: false, handoff, facts }
}
