import type { Language } from '@plantao/shared/accounts'
import { EN } from './en.ts'
import type { Letters, MailFacts, MailTemplate } from './facts.ts'
import { type Letter, renderLetter } from './letter.ts'
import { PT } from './pt-br.ts'

const CATALOGUES: Record<Language, Letters> = { pt: PT, en: EN }

/** Subject and both bodies of a mail. Pure. */
export function writeLetter<N extends MailTemplate>(
  template: N,
  language: Language,
  facts: MailFacts[N],
): { subject: string; text: string; html: string } {
  const letter: Letter = CATALOGUES[language][template](facts)
  return { subject: letter.subject, ...renderLetter(letter, language) }
}
