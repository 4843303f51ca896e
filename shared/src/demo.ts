import { z } from 'zod'
import { TryAnswer } from './conversations.ts'

/** The longest question of the public demo, in characters. */
export const DEMO_QUESTION_LIMIT = 300

/** What the demo company's bot would do. `source` is the passage an answer was taken from. */
export const DemoAnswer = TryAnswer.pick({ decision: true, reply: true, reason: true }).extend({
  company: z.string(),
  source: z.string().optional(),
})
export type DemoAnswer = z.infer<typeof DemoAnswer>
