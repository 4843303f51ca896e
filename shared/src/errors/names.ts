import type { Failure } from './failure.ts'

export const namesErrors = {
  'name.has_address': {
    status: 400,
    pt: 'O nome não pode ter endereço de site nem de e-mail. Se for abreviação, deixe um espaço depois do ponto.',
    en: 'A name cannot contain a web or e-mail address. If it is an abbreviation, put a space after the full stop.',
  },
  'name.unreadable': {
    status: 400,
    pt: 'O nome tem quebra de linha, caractere invisível ou nenhuma letra. Escreva-o de novo.',
    en: 'The name has a line break, an invisible character or no letters. Type it again.',
  },
} as const satisfies Record<string, Failure>
