import { z } from 'zod'

/** The version both sides speak. A client below `OLDEST_PROTOCOL` is told to update, never served half. */
export const PROTOCOL = 1
export const OLDEST_PROTOCOL = 1

/** What a client says when it connects (Socket.IO `auth`). `cursor` is the last sequence it has stored. */
export const Handshake = z.object({
  token: z.string().min(1).max(4000),
  protocol: z.number().int(),
  cursor: z.number().int().nonnegative().optional(),
})
export type Handshake = z.infer<typeof Handshake>

/** Why a connection is refused; the `message` of Socket.IO's `connect_error`. */
export const Refusal = z.enum([
  'clientTooOld',
  'serverTooOld',
  'unauthorized',
  'invalidHandshake',
  'unavailable',
])
export type Refusal = z.infer<typeof Refusal>
