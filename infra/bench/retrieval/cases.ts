import { type Chunk, chunkKnowledge } from '../../../cloud/src/knowledge/chunking/chunk-knowledge.ts'
import { buildIndex, type KnowledgeIndex } from '../../../cloud/src/knowledge/retrieval/build-index.ts'
import { mulberry32, seedOf } from '../../sandbox/src/random.ts'
import type { Question, Span, Tenant } from './data.ts'

/** One question put to one knowledge. */
export type Case = {
  tenant: Tenant
  question: Question
  kind: Question['kind']
  index: KnowledgeIndex<Chunk>
  /** whether a chunk holds the answer; always false for a question that has none */
  isRight: (chunk: Chunk) => boolean
}

/**
 * All cases of some tenants. Companies bring their own unanswerable questions. For the reading sets, `near` is every
 * question put to its tenant's text with its own paragraph taken out, `far` a question of `strangers`, one for each five.
 */
export function casesOf(tenants: readonly Tenant[], strangers: readonly Question[]): Case[] {
  return tenants.flatMap((tenant) => {
    const index = indexOf(tenant.text)
    const own = tenant.questions.map((question): Case => {
      const answerable = question.kind === 'answerable'
      return {
        tenant,
        question,
        kind: question.kind,
        index,
        isRight: answerable ? rightChunk(index, question.spans) : never,
      }
    })
    return tenant.set === 'companies' || tenant.set === 'plain'
      ? own
      : [...own, ...nearOf(tenant), ...farOf(tenant, index, strangers)]
  })
}

/**
 * Answerable questions of each company put to every other one: customers' real style about what this house does not do.
 * A few generic ones ("aceita pix?") have an answer by chance, so these cases are for fitting at a low weight only.
 */
export function strayCases(companies: readonly Tenant[]): Case[] {
  return companies.flatMap((tenant) => {
    const index = indexOf(tenant.text)
    const others = companies.filter((other) => other !== tenant).flatMap((other) => other.questions)
    return others
      .filter((question) => question.kind === 'answerable')
      .map((question): Case => ({ tenant, question, kind: 'far', index, isRight: never }))
  })
}

function nearOf(tenant: Tenant): Case[] {
  const without = new Map<Span, KnowledgeIndex<Chunk>>()
  return tenant.questions.flatMap((question): Case[] => {
    const paragraph = question.paragraph
    if (!paragraph) return []
    let index = without.get(paragraph)
    if (!index) {
      index = indexOf(tenant.text.slice(0, paragraph[0]) + tenant.text.slice(paragraph[1]))
      without.set(paragraph, index)
    }
    return [{ tenant, question, kind: 'near', index, isRight: never }]
  })
}

function farOf(tenant: Tenant, index: KnowledgeIndex<Chunk>, strangers: readonly Question[]): Case[] {
  const random = mulberry32(seedOf(tenant.id))
  return Array.from({ length: Math.ceil(tenant.questions.length / 5) }, () => {
    const question = strangers[Math.floor(random() * strangers.length)]!
    return { tenant, question, kind: 'far' as const, index, isRight: never }
  })
}

function indexOf(text: string): KnowledgeIndex<Chunk> {
  return buildIndex(chunkKnowledge(text))
}

/** A chunk is right when it holds a whole span; where every chunk border cuts the spans, when it holds a part of one. */
function rightChunk(index: KnowledgeIndex<Chunk>, spans: readonly Span[]): (chunk: Chunk) => boolean {
  const whole = (chunk: Chunk) => spans.some(([start, end]) => chunk.start <= start && chunk.end >= end)
  if (index.chunks.some(whole)) return whole
  return (chunk) => spans.some(([start, end]) => chunk.start < end && chunk.end > start)
}

function never(): boolean {
  return false
}
