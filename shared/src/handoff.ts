import { z } from 'zod'

/** Why the AI stopped. A closed list, spoken of everywhere by these words. */
export const HandoffReason = z.enum([
  'low_confidence',
  'ungrounded',
  'customer_asked',
  'complaint',
  'emergency',
  'unsupported_media',
  'model_unavailable',
  'quota',
  'policy',
])
export type HandoffReason = z.infer<typeof HandoffReason>

/** Why a turn met no answer. Kept in the receipt, never said to the customer. */
export const SilenceReason = z.enum([
  'not_entitled',
  'bot_off',
  'human_holds',
  'nothing_to_answer',
  'withdrawn',
  'already_waiting',
  'outside_hours',
])
export type SilenceReason = z.infer<typeof SilenceReason>
