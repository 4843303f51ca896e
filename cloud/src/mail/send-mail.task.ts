import type { Language } from '@plantao/shared/accounts'
import { cut } from '@plantao/shared/cut'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import type { MailFacts, MailTemplate } from './letters/facts.ts'
import { writeLetter } from './letters/index.ts'
import { claimMail, type MailRow, postponeMail, settleMail } from './mail.repo.ts'
import { type Mailer, MailRefused } from './mailer.port.ts'

type Facts = Record<string, string | number>

/**
 * What must be made fresh for each try, committed before the mail leaves: a password, a link, a figure. Null when the mail
 * is not true any more, or has no purpose.
 */
export type Prepare = {
  [N in MailTemplate]?: (tenantId: string, facts: Facts) => Promise<Partial<MailFacts[N]> | null>
}

export type MailOutcome = 'sent' | 'failed' | 'obsolete' | 'retried'

/** Waits after the first tries, in milliseconds: a server that restarts, then one that somebody must mend. */
const WAITS_MS = [10_000, 30_000, 120_000, 300_000, 900_000]
const LONGEST_WAIT_MS = 1_800_000
/** A mail server that is away over a long weekend loses nobody's password. Milliseconds. */
const GIVE_UP_MS = 4 * 86_400_000

/** What is told to owners only: to one who is none any more it is not sent. */
const FOR_OWNERS: ReadonlySet<MailTemplate> = new Set<MailTemplate>([
  'payment_attached',
  'second_payment',
  'payment_lapsed',
  'refund_made',
  'dispute_opened',
  'dispute_won',
  'dispute_lost',
  'payment_failed',
  'grace_reminder',
  'suspended',
  'payment_recovered',
  'cancelled',
  'pending_handoffs',
  'number_trouble',
  'quota_warning',
  'seats_over',
])

/** Whom a mail reaches, as they are when it leaves. */
export type Recipient = { email: string; isOwner: boolean; language: Language }

type Deps = {
  db: Database
  now: () => Date
  /** The member as they are now; null when they are gone. */
  recipient: (tenantId: string, memberId: string) => Promise<Recipient | null>
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

/** Sends one mail. Repeats on trouble for days, then the row says `failed` and why. */
export function sendMailTask({ db, mailer, site, prepare, recipient, now, onOutcome }: Deps) {
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
      const again = error instanceof MailRefused ? null : nextTry(mail, now())
      const failure = cut(error.message, 200)
      await db.tenant(tenantId, (tx) =>
        again ? postponeMail(tx, mailId, failure, again) : settleMail(tx, mailId, 'failed', failure),
      )
      onOutcome?.(again ? 'retried' : 'failed', { ...about, failure })
    }
  }

  async function attempt(tenantId: string, mail: MailRow): Promise<boolean> {
    const to = mail.memberId ? await recipient(tenantId, mail.memberId) : null
    if (mail.memberId && (!to || (FOR_OWNERS.has(mail.template) && !to.isOwner))) return false
    const fresh = await prepare[mail.template]?.(tenantId, mail.facts)
    if (fresh === null) return false
    const facts = { ...mail.facts, ...fresh, site, zone: mail.zone } as unknown as MailFacts[MailTemplate]
    const letter = writeLetter(mail.template, to?.language ?? mail.language, facts as never)
    await mailer.send({ id: mail.id, to: to?.email ?? mail.recipient, ...letter })
    return true
  }
}

/** When to try again, or null when it was tried for long enough. Pure. */
export function nextTry(
  { attempts, createdAt }: Pick<MailRow, 'attempts' | 'createdAt'>,
  now: Date,
): Date | null {
  if (now.getTime() - createdAt.getTime() > GIVE_UP_MS) return null
  return new Date(now.getTime() + (WAITS_MS[attempts - 1] ?? LONGEST_WAIT_MS))
}
