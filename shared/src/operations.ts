import { z } from 'zod'
import { Instant } from './ids.ts'

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
