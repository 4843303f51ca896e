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
  'insights.range': {
    status: 422,
    pt: 'O período não está certo: o fim vem depois do início e o máximo são {days} dias.',
    en: 'The range is not right: it ends after it begins and holds {days} days at most.',
  },
} as const satisfies Record<string, Failure>
