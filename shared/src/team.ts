import { z } from 'zod'
import { Role } from './accounts.ts'
import { Email } from './email.ts'
import { Id, Instant } from './ids.ts'
import { GivenName } from './names.ts'

/** A colleague as the team page shows one. */
export const TeamMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  createdAt: Instant,
  /** Last use of any session; null when never signed in. */
  lastSeenAt: Instant.nullable(),
  me: z.boolean(),
})
export type TeamMember = z.infer<typeof TeamMember>

export const InviteRequest = z.object({
  email: Email,
  name: GivenName,
  role: Role.default('attendant'),
})

/** People with the role `owner`, open invitations included: enough for any company, too few to be written to in bulk. */
export const MOST_OWNERS = 5
/** Invitations a tenant sends in 24 hours, taken back or sent anew ones included: the largest plan's team and some errors. */
export const INVITES_A_DAY = 30

/** The address of an invitation, put right. */
export const InviteAddress = z.object({ email: Email })

/** An invitation by mail. `expired` ones may be sent anew by inviting again. */
export const Invite = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: Role,
  createdAt: Instant,
  expiresAt: Instant,
  expired: z.boolean(),
  /** What became of the mail. */
  mail: z.enum(['queued', 'sent', 'failed']),
  /** It failed because the address takes no mail: then it is put right, not repeated. */
  refused: z.boolean(),
})
export type Invite = z.infer<typeof Invite>

/** A line of the audit log: who did what to what. `act` is a dotted word, `subject` an id. */
export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  act: z.string(),
  subject: z.string().optional(),
  /** Absent for what happened by itself or by Stripe. */
  member: z.object({ id: Id, name: z.string() }).optional(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
