import type { Failure } from './failure.ts'

export const deskErrors = {
  'quick_reply.not_found': {
    status: 404,
    pt: 'Esta resposta rápida não existe mais.',
    en: 'This quick reply does not exist any more.',
  },
  'quick_reply.taken': {
    status: 409,
    pt: 'Já existe uma resposta rápida com o atalho /{shortcut}. Escolha outro; o texto não foi perdido.',
    en: 'There is a quick reply with the shortcut /{shortcut} already. Choose another; the text was not lost.',
  },
  'quick_reply.too_many': {
    status: 422,
    pt: 'A empresa já tem {limit} respostas rápidas. Apague uma para criar outra.',
    en: 'The company has {limit} quick replies already. Delete one to make another.',
  },
  'suggestion.nothing_asked': {
    status: 409,
    pt: 'O cliente não espera resposta agora: não há pergunta em aberto.',
    en: 'The customer does not wait for an answer now: there is no open question.',
  },
  'suggestion.not_entitled': {
    status: 402,
    pt: 'A assinatura não está ativa, então a IA não escreve rascunhos.',
    en: 'The subscription is not active, so the AI writes no drafts.',
  },
} as const satisfies Record<string, Failure>
