import type { Language } from '@plantao/shared/accounts'
import type { TenantTx } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { MailFacts, MailTemplate } from './letters/facts.ts'

/** Milliseconds one try may take before another may begin: above the mailer's time-outs. */
const CLAIM_MS = 60_000
/** Runs of the job; with its growing waits they span about six hours. */
export const MOST_ATTEMPTS = 10

/** Between two mails of one kind to one mailbox, where somebody else than its owner makes us write. Milliseconds. */
export const MAILS_APART_MS = 3_600_000
/**
 * Mails that a stranger can cause: by inviting any address, by paying with any. Of what else goes to people one mail is
 * written for each thing that happened to them.
 */
const SPACED: readonly MailTemplate[] = ['invite', 'payment_attached', 'second_payment']

export type NewMail<N extends MailTemplate> = {
  /** What it is for: the same key is never mailed twice in a tenant. */
  key: string
  template: N
  to: string
  language: Language
  /** What is known now; secrets and our address are added while sending. */
  facts: Partial<MailFacts[N]> & Record<string, string | number>
}

export type MailRow = {
  id: string
  template: MailTemplate
  recipient: string
  language: Language
  facts: Record<string, string | number>
  attempts: number
}

/**
 * Writes a mail and the job that sends it, with whatever else the transaction does.
 * @returns its id, or null when a mail of that key is there already
 */
export async function queueMail<N extends MailTemplate>(
  tx: TenantTx,
  { key, template, to, language, facts }: NewMail<N>,
): Promise<string | null> {
  const dueAt = SPACED.includes(template) ? await nextDue(tx, to, template) : tx.now
  const [row] = await tx.query<{ id: string }>(
    `insert into mail (tenant_id, id, key, template, recipient, language, params, created_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, key) do nothing returning id`,
    [
      tx.tenantId,
      uuidv7(tx.now.getTime()),
      key,
      template,
      to,
      language,
      JSON.stringify(facts),
      tx.now,
      dueAt,
    ],
  )
  if (!row) return null
  const payload = { tenantId: tx.tenantId, mailId: row.id }
  await tx.enqueue('send-mail', payload, { attempts: MOST_ATTEMPTS + 2, runAt: dueAt })
  return row.id
}

/** When a mail of this kind may next go to that mailbox, whoever of all companies sent the one before. */
async function nextDue(tx: TenantTx, recipient: string, template: MailTemplate): Promise<Date> {
  const [row] = await tx.query<{ last: Date | null }>('select last_mail_due($1, $2) as last', [
    recipient,
    template,
  ])
  const apart = (row?.last?.getTime() ?? 0) + MAILS_APART_MS
  return new Date(Math.max(tx.now.getTime(), apart))
}

/** Takes a mail for one try: `settled` needs nothing more, `busy` is with another run just now. */
export async function claimMail(tx: TenantTx, id: string): Promise<MailRow | 'settled' | 'busy'> {
  const [row] = await tx.query<MailRow>(
    `update mail set status = 'sending', attempts = attempts + 1, claimed_until = $4
     where tenant_id = $1 and id = $2
       and (status = 'queued' or (status = 'sending' and claimed_until < $3))
     returning id, template, recipient, language, params as facts, attempts`,
    [tx.tenantId, id, tx.now, new Date(tx.now.getTime() + CLAIM_MS)],
  )
  if (row) return row
  const [known] = await tx.query<{ status: string }>(
    'select status from mail where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  )
  return known?.status === 'sending' ? 'busy' : 'settled'
}

/** What became of a try: `queued` waits for the next one. The facts of a finished mail are forgotten. */
export async function settleMail(
  tx: TenantTx,
  id: string,
  status: 'sent' | 'queued' | 'failed' | 'obsolete',
  failure: string | null = null,
): Promise<void> {
  await tx.query(
    `update mail set status = $3, failure = $4, claimed_until = null,
       sent_at = case when $3 = 'sent' then $5::timestamptz else sent_at end,
       params = case when $3 in ('sent', 'obsolete') then '{}' else params end
     where tenant_id = $1 and id = $2 and status = 'sending'`,
    [tx.tenantId, id, status, failure, tx.now],
  )
}
