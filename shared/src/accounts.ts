import { z } from 'zod'
import { KnownEmail } from './email.ts'
import { Id, Instant } from './ids.ts'
import { GivenName } from './names.ts'

export const Role = z.enum(['owner', 'attendant'])
export type Role = z.infer<typeof Role>

export const Language = z.enum(['pt', 'en'])
export type Language = z.infer<typeof Language>

/** A person of the tenant who signs in. */
export const Member = z.object({
  id: Id,
  tenantId: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
})
export type Member = z.infer<typeof Member>

/** By what a device is known to have signed in before: not to be read, only to be sent along. */
const KeptDevice = z.string().max(500)

export const LoginRequest = z.object({
  email: KnownEmail,
  password: z.string().min(1).max(200),
  /** The desktop shell gets its refresh token in the body; a browser gets a cookie. */
  client: z.enum(['browser', 'desktop']).default('browser'),
  /** What the desktop keeps from its last sign-in; a browser has a cookie for it. */
  device: KeptDevice.optional(),
})

/** A sign-in as a form checks it before it is sent: an e-mail without its @ is a slip, not a stranger. */
export const TypedSignIn = LoginRequest.pick({ password: true }).extend({
  email: KnownEmail.refine((email) => email.includes('@')),
})

export const SignedIn = z.object({
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.number().int(),
  mustChangePassword: z.boolean(),
  member: Member,
  /** Only for `client: "desktop"`. */
  refreshToken: z.string().optional(),
  /** Only for `client: "desktop"`: to be kept beyond the session, and sent along at the next sign-in. */
  device: KeptDevice.optional(),
})
export type SignedIn = z.infer<typeof SignedIn>

export const RefreshRequest = z
  .object({ refreshToken: z.string().max(500).optional(), device: KeptDevice.optional() })
  .default({})

export const Me = z.object({
  member: Member,
  tenant: z.object({ id: Id, name: z.string(), timeZone: z.string() }),
  mustChangePassword: z.boolean(),
  phone: z.string().optional(),
  /** The language of mails to this member. */
  language: Language.optional(),
})
export type Me = z.infer<typeof Me>

export const PasswordChange = z.object({
  currentPassword: z.string().min(1).max(200),
  newPassword: z.string().min(1).max(200),
})

export const Session = z.object({
  id: Id,
  client: z.enum(['browser', 'desktop']),
  createdAt: Instant,
  lastUsedAt: Instant,
  current: z.boolean(),
})

/** A new password as a person chooses it; its strength is judged by the server. */
const NewPassword = z.string().min(1).max(200)

const isTwice = (typed: { newPassword: string; again: string }) => typed.newPassword === typed.again
const DIFFERS = { path: ['again'], params: { kind: 'differs' } }

/** A new password as a form takes it, typed twice. */
export const TypedTwice = z.object({ newPassword: NewPassword, again: z.string() }).refine(isTwice, DIFFERS)

/** The same beside the present password. */
export const TypedChange = PasswordChange.extend({ again: z.string() }).refine(isTwice, DIFFERS)

export const PasswordResetRequest = z.object({ email: KnownEmail })

/** The token is the one of the mailed link. */
export const PasswordResetConfirm = z.object({ token: z.string().min(1).max(200), newPassword: NewPassword })

export const InviteAccept = z.object({ token: z.string().min(1).max(200), password: NewPassword })

export const ProfileChange = z.object({
  name: GivenName,
  phone: z
    .string()
    .trim()
    .regex(/^(\+?[\d\s().-]{8,20})?$/),
  language: Language,
})
