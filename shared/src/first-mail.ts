import { z } from 'zod'
import { Email } from './email.ts'

/**
 * How the mail with the sign-in of a company that was just paid for stands. `none`: nothing of it is known here, or it was
 * used. `waiting`: the payment is not confirmed yet, or the mail is on its way. `refused`: the address takes no mail.
 * `failed`: the mail server was away for days.
 */
export const FirstMail = z.object({
  state: z.enum(['none', 'waiting', 'sent', 'refused', 'failed']),
  /** Where it should go, as it was typed in this browser; while it can be put right. */
  email: z.string().optional(),
})
export type FirstMail = z.infer<typeof FirstMail>

export const FirstMailAddress = z.object({ email: Email })
