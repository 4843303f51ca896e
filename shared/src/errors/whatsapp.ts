import type { Failure } from './failure.ts'

export const whatsappErrors = {
  'whatsapp.no_instance': {
    status: 409,
    pt: 'O WhatsApp ainda não foi conectado. Conecte em “Conectar WhatsApp”.',
    en: 'WhatsApp is not connected yet. Connect it in “Connect WhatsApp”.',
  },
  'whatsapp.unavailable': {
    status: 503,
    pt: 'O WhatsApp não respondeu agora. Tente de novo em instantes.',
    en: 'WhatsApp did not answer just now. Try again in a moment.',
  },
  'webhook.unauthorized': {
    status: 401,
    pt: 'Segredo do webhook não confere.',
    en: 'Webhook secret does not match.',
  },
} as const satisfies Record<string, Failure>
