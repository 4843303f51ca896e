import { cut } from '@plantao/shared/cut'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import type { MailFacts, MailTemplate } from './letters/facts.ts'
import { writeLetter } from './letters/index.ts'
import { claimMail, type MailRow, MOST_ATTEMPTS, settleMail } from './mail.repo.ts'
import { type Mailer, MailRefused } from './mailer.port.ts'

type Facts = Record<string, string | number>

/**
 * What must be made fresh for each try, committed before the mail leaves: a password, a link. Null when the mail has
 * no purpose any more.
 */
export type Prepare = {
  [N in MailTemplate]?: (tenantId: string, facts: Facts) => Promise<Partial<MailFacts[N]> | null>
}

export type MailOutcome = 'sent' | 'failed' | 'obsolete' | 'retried'

type Deps = {
  db: Database
  mailer: Mailer
  /** Our public address, for links. */
  site: string
  prepare: Prepare
  /** Once for each try, with ids only. */
  onOutcome?: (
    outcome: MailOutcome,
    about: { tenantId: string; mailId: string; template: string; failure?: string },
  ) => void
}

/** Sends one mail. Repeats on trouble until its tries are used up, then the row says `failed` and why. */
export function sendMailTask({ db, mailer, site, prepare, onOutcome }: Deps) {
  return async ({ tenantId, mailId }: Jobs['send-mail']): Promise<void> => {
    const mail = await db.tenant(tenantId, (tx) => claimMail(tx, mailId))
    if (mail === 'settled') return
    if (mail === 'busy') throw new Error('this mail is being sent by another run')
    const about = { tenantId, mailId, template: mail.template }
    try {
      const sent = await attempt(tenantId, mail)
      await db.tenant(tenantId, (tx) => settleMail(tx, mailId, sent ? 'sent' : 'obsolete'))
      onOutcome?.(sent ? 'sent' : 'obsolete', about)
    } catch (thrown) {
      const error = asError(thrown)
      const over = error instanceof MailRefused || mail.attempts >= MOST_ATTEMPTS
      const failure = cut(error.message, 200)
      await db.tenant(tenantId, (tx) => settleMail(tx, mailId, over ? 'failed' : 'queued', failure))
      onOutcome?.(over ? 'failed' : 'retried', { ...about, failure })
      if (!over) throw error
    }
  }

  async function attempt(tenantId: string, mail: MailRow): Promise<boolean> {
    const fresh = await prepare[mail.template]?.(tenantId, mail.facts)
    if (fresh === null) return false
    const facts = { ...mail.facts, ...fresh, site } as unknown as MailFacts[MailTemplate]
    const letter = writeLetter(mail.template, mail.language, facts as never)
    await mailer.send({ id: mail.id, to: mail.recipient, ...letter })
    return true
  }
}
