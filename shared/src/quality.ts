import { z } from 'zod'
import { TryAnswer } from './conversations.ts'
import { Id } from './ids.ts'

/** A share of some turns and where it lies with 95 % certainty. `share` is 0 where nothing was counted, `of` tells. */
export const Share = z.object({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  /** Turns counted in. */
  count: z.number().int(),
  /** Turns counted over. */
  of: z.number().int(),
})
export type Share = z.infer<typeof Share>

export const ThresholdPoint = z.object({
  threshold: z.number(),
  /** Of all turns that were searched for, those the bot would answer. */
  answered: Share,
  /** Of the answers whose outcome is known, those that would be wrong; `high` is the "at most" of the sentence. */
  wrong: Share,
})
export type ThresholdPoint = z.infer<typeof ThresholdPoint>

/** What a threshold would have meant for the tenant's own turns of the last 30 days. */
export const ThresholdPreview = z.object({
  /** The threshold asked about. */
  at: ThresholdPoint,
  /** The same for 0.05, 0.10 … 0.95. */
  curve: z.array(ThresholdPoint),
  /** The lowest threshold of the curve whose "at most" stays within 10 % wrong, if the turns suffice to say so. */
  suggested: z.number().optional(),
  turns: z.number().int(),
  /** Turns of which what people did afterwards tells whether answering was, or would have been, right. */
  known: z.number().int(),
})
export type ThresholdPreview = z.infer<typeof ThresholdPreview>

/** How today's reaction differs from the one then. `answer`: other words; `answers` / `stops`: it did not, or no longer does. */
export const ReplayChange = z.enum(['none', 'reason', 'answer', 'answers', 'stops', 'talk'])
export type ReplayChange = z.infer<typeof ReplayChange>

/** A turn of the past put to today's knowledge and settings; nothing is sent or stored. */
export const ReceiptReplay = z.object({
  receiptId: Id,
  question: z.string(),
  /** Number of the knowledge revision it was put to. */
  revision: z.number().int(),
  change: ReplayChange,
  /** Whether the chunks the old answer cited still stand in today's knowledge, word for word. */
  sourcesKept: z.boolean(),
  now: TryAnswer,
})
export type ReceiptReplay = z.infer<typeof ReceiptReplay>
