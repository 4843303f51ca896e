import type { Failure } from './failure.ts'

export const billingErrors = {
  'billing.unavailable': {
    status: 503,
    pt: 'O serviço de pagamento não respondeu agora. Nada foi cobrado; tente de novo em instantes.',
    en: 'The payment service did not answer just now. Nothing was charged; try again in a moment.',
  },
  'billing.no_customer': {
    status: 409,
    pt: 'Esta conta não tem uma assinatura paga por aqui, então não há cartão a trocar.',
    en: 'This account has no subscription paid here, so there is no card to change.',
  },
  'webhook.bad_signature': {
    status: 400,
    pt: 'A assinatura do evento de pagamento não confere.',
    en: 'The signature of the payment event does not match.',
  },
} as const satisfies Record<string, Failure>
