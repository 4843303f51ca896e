import type { Failure } from './failure.ts'

export const billingErrors = {
  'billing.unavailable': {
    status: 503,
    pt: 'O serviço de pagamento não respondeu agora. Nada foi cobrado; tente de novo em instantes.',
    en: 'The payment service is not responding. Nothing was charged; try again in a moment.',
  },
  'billing.no_customer': {
    status: 409,
    pt: 'Esta conta não tem uma assinatura paga por aqui, então não há cartão a trocar.',
    en: 'This account has no subscription paid by card, so there is no card to change.',
  },
  'billing.not_sold': {
    status: 503,
    pt: 'Não conseguimos vender este plano agora. Nada foi cobrado; já avisamos quem cuida disso. Fale com o suporte se tiver pressa.',
    en: 'This plan cannot be sold at the moment. Nothing was charged, and our team has been told. Contact support if it is urgent.',
  },
  'billing.already_subscribed': {
    status: 409,
    pt: 'Sua empresa já tem uma assinatura ativa. Para trocar de cartão ou de plano, use “Gerenciar assinatura”.',
    en: 'Your company already has an active subscription. To change the card or the plan, use “Manage subscription”.',
  },
  'billing.owner_only': {
    status: 403,
    pt: 'Só quem é dono da empresa pode pagar por ela. Para abrir uma empresa sua, saia desta conta e use outro e-mail.',
    en: 'Only an owner can pay for the company. To open a company of your own, sign out and use another e-mail.',
  },
  'billing.no_such_repayment': {
    status: 404,
    pt: 'Não há valor a devolver com este número.',
    en: 'There is no refund with this number.',
  },
  'billing.held_unknown': {
    status: 410,
    pt: 'Este link não vale mais. Use o do e-mail mais novo, ou fale com o suporte.',
    en: 'This link is no longer valid. Use the one in the newest e-mail, or contact support.',
  },
  'billing.held_settled': {
    status: 409,
    pt: 'Este pagamento já foi resolvido.',
    en: 'This payment has already been settled.',
  },
  'billing.held_ended': {
    status: 409,
    pt: 'A assinatura deste pagamento já terminou e não pode mais ser usada. O que foi pago pode ser devolvido aqui mesmo.',
    en: 'The subscription of this payment has ended and cannot be used any more. You can ask for a refund right here.',
  },
  'billing.email_taken': {
    status: 409,
    pt: 'Alguém já entra com este e-mail. Escolha outro.',
    en: 'This e-mail is already in use. Choose another one.',
  },
  'webhook.bad_signature': {
    status: 400,
    pt: 'A assinatura do evento de pagamento não confere.',
    en: 'The signature of the payment event does not match.',
  },
} as const satisfies Record<string, Failure>
