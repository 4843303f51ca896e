import type { Failure } from './failure.ts'

export const knowledgeErrors = {
  'knowledge.too_long': {
    status: 422,
    pt: 'Não deu para salvar: o texto tem {length} caracteres e o limite é {limit}. Nada foi perdido.',
    en: 'Could not save: the text has {length} characters and the limit is {limit}. Nothing was lost.',
  },
  'knowledge.empty': {
    status: 422,
    pt: 'O conhecimento está vazio. Escreva ao menos uma frase; o que estava publicado continua valendo.',
    en: 'The knowledge is empty. Write at least a sentence; what was published stays.',
  },
} as const satisfies Record<string, Failure>
