import { z } from 'zod'
import { HandoffReason } from './handoff.ts'
import { Id, Instant } from './ids.ts'
import { KnowledgePublish } from './knowledge.ts'

/** Most questions one Ensaio replays. */
export const MOST_REHEARSED = 200

export const StartRehearsal = KnowledgePublish

/** What a candidate text does to one question, against what is published. */
export const RehearsalVerdict = z.enum([
  /** Answered now and then, in other words or with more facts. */
  'changed',
  /** Was answered; would be handed over, or would lose facts. */
  'broken',
  /** Was handed over; would be answered. */
  'new',
  'unchanged',
])
export type RehearsalVerdict = z.infer<typeof RehearsalVerdict>

export const RehearsalStatus = z.enum(['queued', 'running', 'done', 'cancelled', 'failed'])
export type RehearsalStatus = z.infer<typeof RehearsalStatus>

/** An Ensaio: the tenant's questions against a text before it is published. Kept seven days. */
export const Rehearsal = z.object({
  id: Id,
  status: RehearsalStatus,
  done: z.number().int(),
  /** 0 until the questions were gathered. */
  total: z.number().int(),
  /** `customers`: what was asked in the last 30 days; `knowledge`: made from the texts, for want of those. */
  source: z.enum(['customers', 'knowledge']).optional(),
  counts: z.record(RehearsalVerdict, z.number().int()),
  /** Number of the revision it was held against; 0 when nothing was published. */
  against: z.number().int(),
  /** False once something else was published: the comparison is out of date. */
  upToDate: z.boolean(),
  /** There is a draft, and it is another text by now. */
  draftChanged: z.boolean(),
  /** Why it failed, by name: `model_unavailable`, `quota` (the month's ceiling of model costs) or `internal`. */
  failure: z.enum(['model_unavailable', 'quota', 'internal']).optional(),
  startedAt: Instant,
  finishedAt: Instant.optional(),
  expiresAt: Instant,
})
export type Rehearsal = z.infer<typeof Rehearsal>

const Side = z.object({
  decision: z.enum(['answer', 'clarify', 'handoff', 'smalltalk']),
  reply: z.string().optional(),
  reason: HandoffReason.optional(),
  confidence: z.number(),
})
export type RehearsalSide = z.infer<typeof Side>

export const RehearsalItem = z.object({
  id: Id,
  question: z.string(),
  /** How often customers asked it; 0 for a question made from the text. */
  asked: z.number().int(),
  verdict: RehearsalVerdict,
  before: Side,
  after: Side,
  /** Prices, hours, phones and the like that the answer had and would lose, as written. */
  lostFacts: z.array(z.string()),
})
export type RehearsalItem = z.infer<typeof RehearsalItem>
