import type { Failure } from './failure.ts'

export const deskErrors = {
  'quick_reply.not_found': {
    status: 404,
    pt: 'Esta resposta rápida não existe mais.',
    en: 'This quick reply no longer exists.',
  },
  'quick_reply.taken': {
    status: 409,
    pt: 'Já existe uma resposta rápida com o atalho /{shortcut}. Escolha outro; o texto não foi perdido.',
    en: 'There is already a quick reply with the shortcut /{shortcut}. Choose another; your text was kept.',
  },
  'quick_reply.too_many': {
    status: 422,
    pt: 'A empresa já tem {limit} respostas rápidas. Apague uma para criar outra.',
    en: 'The company already has {limit} quick replies. Delete one to add another.',
  },
  'suggestion.nothing_asked': {
    status: 409,
    pt: 'O cliente não espera resposta agora: não há pergunta em aberto.',
    en: 'The customer is not waiting for an answer: there is no open question.',
  },
  'suggestion.not_entitled': {
    status: 402,
    pt: 'A assinatura não está ativa, então a IA não escreve rascunhos.',
    en: 'The subscription is not active, so the AI writes no drafts.',
  },
} as const satisfies Record<string, Failure>
