import type { Language } from '@plantao/shared/accounts'
import { mailedName } from '@plantao/shared/names'
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
  const letter: Letter = CATALOGUES[language][template](withSafeNames(facts))
  return { subject: letter.subject, ...renderLetter(letter, language) }
}

/** Facts that somebody chose for themselves, and that people read who never heard of them. */
const NAMES = ['name', 'company', 'inviter'] as const

function withSafeNames<F extends object>(facts: F): F {
  const named = facts as Record<string, unknown>
  const safe = NAMES.flatMap((key) => {
    const name = named[key]
    return typeof name === 'string' ? [[key, mailedName(name)]] : []
  })
  return { ...facts, ...Object.fromEntries(safe) }
}
