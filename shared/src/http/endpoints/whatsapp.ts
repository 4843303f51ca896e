import { WhatsappInstance, WhatsappQr, WhatsappStatus } from '../../whatsapp.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const whatsappEndpoints = {
  createInstance: defineEndpoint({
    method: 'POST',
    path: `${api}/whatsapp/instance`,
    access: 'owner',
    summary: 'Create the WhatsApp instance, or bring it back to pairing',
    reply: WhatsappInstance,
    perMinute: 10,
  }),
  whatsappStatus: defineEndpoint({
    method: 'GET',
    path: `${api}/whatsapp/status`,
    access: 'member',
    summary: 'Is the number connected',
    reply: WhatsappStatus,
  }),
  whatsappQr: defineEndpoint({
    method: 'GET',
    path: `${api}/whatsapp/qrcode`,
    access: 'owner',
    summary: 'The QR to scan now',
    reply: WhatsappQr,
  }),
} as const
