import { z } from 'zod'

export const InstanceStatus = z.enum(['disconnected', 'connecting', 'connected'])
export type InstanceStatus = z.infer<typeof InstanceStatus>

export const WhatsappStatus = z.object({ status: InstanceStatus, phone: z.string().optional() })
export type WhatsappStatus = z.infer<typeof WhatsappStatus>

export const WhatsappInstance = WhatsappStatus.extend({ name: z.string() })

/** The QR to scan: `code` is its content, `image` a data URL. Absent while there is none. */
export const WhatsappQr = z.object({
  code: z.string().nullable(),
  image: z.string().nullable(),
  pairingCode: z.string().nullable(),
})
