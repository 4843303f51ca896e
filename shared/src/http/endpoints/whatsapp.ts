import { ConnectWhatsapp, WhatsappInstance, WhatsappQr, WhatsappStatus } from '../../whatsapp.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, Done } from './parts.ts'

export const whatsappEndpoints = {
  createInstance: defineEndpoint({
    method: 'POST',
    path: `${api}/whatsapp/instance`,
    access: 'owner',
    summary: 'Create the WhatsApp instance, or bring it back to pairing',
    body: ConnectWhatsapp.default({ channel: 'phone' }),
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
  whatsappDisconnect: defineEndpoint({
    method: 'POST',
    path: `${api}/whatsapp/disconnect`,
    access: 'owner',
    summary: 'End the session on the phone; the instance stays and can be paired again',
    reply: WhatsappStatus,
    perMinute: 10,
  }),
  whatsappRestart: defineEndpoint({
    method: 'POST',
    path: `${api}/whatsapp/restart`,
    access: 'owner',
    summary: 'Restart the connection without pairing anew',
    reply: WhatsappStatus,
    perMinute: 10,
  }),
  deleteInstance: defineEndpoint({
    method: 'DELETE',
    path: `${api}/whatsapp/instance`,
    access: 'owner',
    summary: 'Take the number away from Evolution; conversations are kept',
    reply: Done,
    perMinute: 10,
  }),
} as const
