import { z } from 'zod'
import { Instant } from './ids.ts'

export const InstanceStatus = z.enum(['disconnected', 'connecting', 'connected'])
export type InstanceStatus = z.infer<typeof InstanceStatus>

/**
 * The two ways in. `phone`: the number on the owner's phone, paired by QR or pairing code, as WhatsApp Web is.
 * `official`: Meta's Cloud API, without a phone; free text only within 24 h of the customer's last message.
 */
export const Channel = z.enum(['phone', 'official'])
export type Channel = z.infer<typeof Channel>

/**
 * How the number does, beyond its status.
 * `reconnecting`: the line is lost and tried again. `silent`: it says connected, but delivers nothing against its own
 * rhythm. `qr_expired`: nobody scanned. `logged_out`: the phone ended the session. `banned`: WhatsApp closed the number.
 * `replaced`: another session took its place. `unreachable`: Evolution itself does not answer.
 */
export const HealthState = z.enum([
  'ok',
  'pairing',
  'reconnecting',
  'silent',
  'qr_expired',
  'logged_out',
  'banned',
  'replaced',
  'unreachable',
  'off',
])
export type HealthState = z.infer<typeof HealthState>

export const InstanceHealth = z.object({
  state: HealthState,
  since: Instant,
  lastReceivedAt: Instant.optional(),
  /** The last hourly count: what WhatsApp had, what we had missed and fetched again. */
  ledger: z
    .object({ at: Instant, counted: z.number().int(), missed: z.number().int(), healed: z.number().int() })
    .optional(),
})
export type InstanceHealth = z.infer<typeof InstanceHealth>

export const WhatsappStatus = z.object({
  status: InstanceStatus,
  phone: z.string().optional(),
  channel: Channel.optional(),
  health: InstanceHealth.optional(),
})
export type WhatsappStatus = z.infer<typeof WhatsappStatus>

/**
 * How the owner connects. With `phone`, `number` (digits with country code) asks for a pairing code beside the QR.
 * With `official`, `number` is Meta's phone number id and `token` the access token; both are needed.
 */
export const ConnectWhatsapp = z
  .object({
    channel: Channel.default('phone'),
    number: z
      .string()
      .trim()
      .regex(/^\+?[\d\s()-]{8,30}$/)
      .transform((number) => number.replace(/\D/g, ''))
      .optional(),
    token: z.string().trim().min(10).max(1000).optional(),
    businessId: z
      .string()
      .trim()
      .regex(/^\d{3,30}$/)
      .optional(),
    /** An approved template with one placeholder in its body; what must be said outside the 24 h goes into it. */
    template: z.object({ name: z.string().min(1).max(512), language: z.string().min(2).max(10) }).optional(),
  })
  .refine(({ channel, number, token }) => channel === 'phone' || (number && token), {
    path: ['token'],
    message: 'the official channel needs number and token',
  })
export type ConnectWhatsapp = z.infer<typeof ConnectWhatsapp>

export const WhatsappInstance = WhatsappStatus.extend({ name: z.string() })

/** The QR to scan: `code` is its content, `image` a data URL. Absent while there is none. */
export const WhatsappQr = z.object({
  code: z.string().nullable(),
  image: z.string().nullable(),
  pairingCode: z.string().nullable(),
})
