import type { Failure } from './failure.ts'

export const learningErrors = {
  'proposal.not_found': {
    status: 404,
    pt: 'Esta proposta não existe ou já expirou.',
    en: 'This proposal does not exist or has expired.',
  },
  'proposal.decided': {
    status: 409,
    pt: '{name} já decidiu esta proposta. Nada foi mudado.',
    en: '{name} has already decided this proposal. Nothing was changed.',
  },
  'answer.names_another': {
    status: 422,
    pt: 'Um dos textos ainda traz o nome de quem perguntou primeiro: “{words}”. Nada foi enviado; mude o texto e envie de novo.',
    en: 'One of the texts still has the name of the customer who asked first: “{words}”. Nothing was sent; change the text and send again.',
  },
  'insights.range': {
    status: 422,
    pt: 'O período não está certo: o fim vem depois do início e o máximo são {days} dias.',
    en: 'Check the dates: the end must come after the beginning, and the most is {days} days.',
  },
} as const satisfies Record<string, Failure>
