import type { Failure } from './failure.ts'

export const conversationsErrors = {
  'conversation.not_found': {
    status: 404,
    pt: 'Esta conversa não existe ou não é da sua empresa.',
    en: 'This conversation does not exist or belongs to another company.',
  },
  'conversation.held': {
    status: 409,
    pt: '{name} já está atendendo esta conversa.',
    en: '{name} is already answering this conversation.',
  },
  'conversation.not_claimed': {
    status: 409,
    pt: 'Só dá para desfazer enquanto você assumiu esta conversa e ainda não respondeu. Nada foi mudado.',
    en: 'This can be undone only while you hold this conversation and have not answered yet. Nothing was changed.',
  },
  'message.not_found': { status: 404, pt: 'Esta mensagem não existe.', en: 'This message does not exist.' },
  'message.not_retryable': {
    status: 409,
    pt: 'Esta mensagem não está parada: não há o que reenviar.',
    en: 'This message is not stuck: there is nothing to send again.',
  },
  'receipt.not_found': { status: 404, pt: 'Este recibo não existe.', en: 'This receipt does not exist.' },
} as const satisfies Record<string, Failure>
