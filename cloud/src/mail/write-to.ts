import type { Language } from '@plantao/shared/accounts'
import type { MailFacts, MailTemplate } from './letters/facts.ts'
import { writeLetter } from './letters/index.ts'
import type { Mailer } from './mailer.port.ts'

/**
 * Sends a letter to somebody who has no company here, and so no row in `mail`. Throws as a mailer does: whoever calls it
 * tries again. `id` is the same for every try.
 */
export type WriteTo = <N extends MailTemplate>(mail: {
  id: string
  template: N
  to: string
  language: Language
  facts: Omit<MailFacts[N], 'site'>
}) => Promise<void>

/** @param site our public address, for links */
export function mailTo(mailer: Mailer, site: string): WriteTo {
  return async ({ id, template, to, language, facts }) => {
    await mailer.send({ id, to, ...writeLetter(template, language, { ...facts, site } as never) })
  }
}
