import { z } from 'zod'
import { Id, Instant } from './ids.ts'

/** A job of this company that failed for good and waits for a person. Its payload is ids, so none of it is shown. */
export const DeadJob = z.object({
  id: z.string(),
  task: z.string(),
  attempts: z.number().int(),
  /** The last failure, without numbers, texts or secrets. */
  failure: z.string(),
  failedAt: Instant,
  traceId: z.string().optional(),
})
export type DeadJob = z.infer<typeof DeadJob>

/** A mail of this company that could not be delivered. */
export const FailedMail = z.object({
  id: Id,
  /** What it was: `welcome`, `invite`. */
  template: z.string(),
  recipient: z.string(),
  /** Why, in the mail server's words without the address. */
  failure: z.string(),
  /** The address took no mail; otherwise the mail server was away for days. */
  refused: z.boolean(),
  at: Instant,
})
export type FailedMail = z.infer<typeof FailedMail>
