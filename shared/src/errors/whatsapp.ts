import type { Failure } from './failure.ts'

export const whatsappErrors = {
  'whatsapp.no_instance': {
    status: 409,
    pt: 'O WhatsApp ainda não foi conectado. Conecte em “Conectar WhatsApp”.',
    en: 'WhatsApp is not connected yet. Connect it under “Connect WhatsApp”.',
  },
  'whatsapp.unavailable': {
    status: 503,
    pt: 'O WhatsApp não respondeu agora. Tente de novo em instantes.',
    en: 'WhatsApp is not responding. Try again in a moment.',
  },
  'whatsapp.refused': {
    status: 422,
    pt: 'O WhatsApp recusou estes dados de conexão. Confira o número e o token; nada foi mudado.',
    en: 'WhatsApp refused these connection details. Check the number and the token; nothing was changed.',
  },
  'whatsapp.not_connected': {
    status: 409,
    pt: 'O WhatsApp não está conectado agora. Conecte de novo em “Conectar WhatsApp”.',
    en: 'WhatsApp is not connected now. Connect it again under “Connect WhatsApp”.',
  },
  'webhook.unauthorized': {
    status: 401,
    pt: 'Segredo do webhook não confere.',
    en: 'Webhook secret does not match.',
  },
} as const satisfies Record<string, Failure>
