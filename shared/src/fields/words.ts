import type { FieldFault } from './fault.ts'
import { nameOfField, shapeOfField } from './names.ts'

type Language = 'pt' | 'en'
type Said = { pt: string; en: string }

const WORDS: Record<Exclude<FieldFault['kind'], 'named'>, Said> = {
  missing: { pt: 'Preencha este campo.', en: 'Please fill in this field.' },
  no_at: {
    pt: 'Faltou o @. Um e-mail é assim: nome@empresa.com.br.',
    en: 'The @ is missing. An e-mail looks like this: name@company.com.',
  },
  email: {
    pt: 'Este e-mail está incompleto ou tem um caractere a mais. Um e-mail é assim: nome@empresa.com.br.',
    en: 'This e-mail is incomplete or has a character too many. An e-mail looks like this: name@company.com.',
  },
  too_long: {
    pt: 'No máximo {limit} caracteres; há {length}.',
    en: 'At most {limit} characters; there are {length}.',
  },
  too_short: {
    pt: 'Pelo menos {limit} caracteres; há {length}.',
    en: 'At least {limit} characters; there are {length}.',
  },
  too_high: { pt: 'No máximo {limit}.', en: 'At most {limit}.' },
  too_low: { pt: 'Pelo menos {limit}.', en: 'At least {limit}.' },
  too_many: { pt: 'No máximo {limit}; há {length}.', en: 'At most {limit}; there are {length}.' },
  too_few: { pt: 'Escolha pelo menos {limit}.', en: 'Choose at least {limit}.' },
  number: { pt: 'Escreva um número inteiro.', en: 'Write a whole number.' },
  choice: { pt: 'Escolha uma das opções.', en: 'Choose one of the options.' },
  shape: { pt: 'Confira como isto está escrito.', en: 'Check how this is written.' },
  differs: { pt: 'As duas senhas não são iguais.', en: 'The two passwords are not the same.' },
  unseen: {
    pt: 'Há um caractere invisível que não dá para guardar. Apague o texto colado e escreva de novo.',
    en: 'There is an invisible character that cannot be kept. Delete the pasted text and type it again.',
  },
}

/** What to say beside a field. `sentenceOf` says an error that has a sentence of its own. */
export function sayFault(
  fault: FieldFault,
  language: Language,
  sentenceOf: (error: string) => string | null,
): string {
  if (fault.kind === 'named') return sentenceOf(fault.error ?? '') ?? WORDS.shape[language]
  const words = fault.kind === 'shape' ? (shapeOfField(fault.field) ?? WORDS.shape) : WORDS[fault.kind]
  const number = (value: number | undefined) =>
    value?.toLocaleString(language === 'pt' ? 'pt-BR' : 'en') ?? ''
  return words[language].replace('{limit}', number(fault.limit)).replace('{length}', number(fault.length))
}

/**
 * All faults of a request in one sentence or more, each with its field's name: "E-mail: faltou o @…". Empty when none of
 * them is in a field that a person fills.
 */
export function sayFaults(
  faults: FieldFault[],
  language: Language,
  sentenceOf: (error: string) => string | null,
): string {
  return faults
    .flatMap((fault) => {
      const name = nameOfField(fault.field)
      if (!name) return []
      const said = sayFault(fault, language, sentenceOf)
      return `${name[language]}: ${said.charAt(0).toLocaleLowerCase(language)}${said.slice(1)}`
    })
    .join(' ')
}
