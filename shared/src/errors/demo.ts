import type { Failure } from './failure.ts'

export const demoErrors = {
  'demo.off': {
    status: 404,
    pt: 'A demonstração não está ligada nesta instalação.',
    en: 'The demo is not switched on in this installation.',
  },
  'demo.busy': {
    status: 429,
    pt: 'Muita gente está testando agora. Espere {seconds} s e pergunte de novo.',
    en: 'Many people are trying it right now. Wait {seconds} s and ask again.',
  },
} as const satisfies Record<string, Failure>
