import type { Language } from '@plantao/shared/accounts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { MailFacts, MailTemplate } from './letters/facts.ts'
import { REFUSED } from './mailer.port.ts'

/** Milliseconds one try may take before another may begin: above the mailer's time-outs. */
const CLAIM_MS = 60_000
/** Runs of one job that die without an answer; a try that failed makes a new job. */
const MOST_RUNS = 12

/** Between two mails of one kind to one mailbox, where somebody else than its owner makes us write. Milliseconds. */
export const MAILS_APART_MS = 3_600_000
/**
 * Mails that a stranger can cause: by inviting any address, by paying with any. Of what else goes to people one mail is
 * written for each thing that happened to them.
 */
const SPACED: readonly MailTemplate[] = ['invite', 'payment_held']

/** Of these the newest says all: one before it that has not gone out is not sent any more. */
const NEWEST_SAYS_ALL: readonly MailTemplate[] = [
  'pending_handoffs',
  'number_trouble',
  'quota_warning',
  'seats_over',
  'grace_reminder',
]

export type NewMail<N extends MailTemplate> = {
  /** What it is for: the same key is never mailed twice in a tenant. */
  key: string
  template: N
  to: string
  /** The member it is for: then their address and role are looked at again when it leaves. */
  member?: string
  language: Language
  /** What is known now; secrets and our address are added while sending. */
  facts: Partial<MailFacts[N]> & Record<string, string | number>
}

export type MailRow = {
  id: string
  template: MailTemplate
  recipient: string
  memberId: string | null
  language: Language
  facts: Record<string, string | number>
  attempts: number
  createdAt: Date
  /** The company's time zone as it is now. */
  zone: string
}

/**
 * Writes a mail and the job that sends it, with whatever else the transaction does.
 * @returns its id, or null when a mail of that key is there already
 */
export async function queueMail<N extends MailTemplate>(
  tx: TenantTx,
  { key, template, to, member, language, facts }: NewMail<N>,
): Promise<string | null> {
  const dueAt = SPACED.includes(template) ? await nextDue(tx, to, template) : tx.now
  const [row] = await tx.query<{ id: string }>(
    `insert into mail (tenant_id, id, key, template, recipient, language, params, created_at, due_at, member_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, key) do nothing returning id`,
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
      member ?? null,
    ],
  )
  if (!row) return null
  if (NEWEST_SAYS_ALL.includes(template)) await dropOlder(tx, row.id, template, to)
  const payload = { tenantId: tx.tenantId, mailId: row.id }
  await tx.enqueue('send-mail', payload, { attempts: MOST_RUNS, runAt: dueAt })
  return row.id
}

/** After days without a mail server nobody finds a hundred mails of one kind, nor a hundred in the list of what failed. */
async function dropOlder(tx: TenantTx, id: string, template: MailTemplate, to: string): Promise<void> {
  await tx.query(
    `update mail set status = 'obsolete', params = '{}'
     where tenant_id = $1 and id <> $2 and template = $3 and recipient = $4 and status in ('queued', 'failed')`,
    [tx.tenantId, id, template, to],
  )
}

/** When a mail of this kind may next go to that mailbox, whoever of all companies sent the one before. */
async function nextDue(tx: TenantTx, recipient: string, template: MailTemplate): Promise<Date> {
  const [row] = await tx.lock<{ last: Date | null }>(
    `mailbox:${recipient}`,
    'select last_mail_due($1, $2) as last',
    [recipient, template],
  )
  const apart = (row?.last?.getTime() ?? 0) + MAILS_APART_MS
  return new Date(Math.max(tx.now.getTime(), apart))
}

/** Takes a mail for one try: `settled` needs nothing more, `busy` is with another run just now. */
export async function claimMail(tx: TenantTx, id: string): Promise<MailRow | 'settled' | 'busy'> {
  const [row] = await tx.query<MailRow>(
    `update mail set status = 'sending', attempts = attempts + 1, claimed_until = $4
     where tenant_id = $1 and id = $2
       and (status = 'queued' or (status = 'sending' and claimed_until < $3))
     returning id, template, recipient, member_id as "memberId", language, params as facts, attempts,
       created_at as "createdAt",
       coalesce((select t.time_zone from tenant t where t.tenant_id = mail.tenant_id), 'America/Sao_Paulo') as zone`,
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

/** The mail waits, and its next try has a job. One transaction with what was learnt of this one. */
export async function postponeMail(tx: TenantTx, id: string, failure: string, until: Date): Promise<void> {
  await settleMail(tx, id, 'queued', failure)
  await tx.enqueue('send-mail', { tenantId: tx.tenantId, mailId: id }, { attempts: MOST_RUNS, runAt: until })
}

export type FailedMail = {
  id: string
  template: MailTemplate
  recipient: string
  failure: string
  /** The address took no mail. */
  refused: boolean
  createdAt: Date
}

const FAILED = `id, template, recipient, coalesce(failure, '') as failure, coalesce(failure, '') like '${REFUSED}%' as refused,
  created_at as "createdAt"`

/** Mails of the company that could not be delivered, newest first, from before an id. */
export function listFailed(tx: TenantTx, before: string | null, limit: number): Promise<FailedMail[]> {
  return tx.query<FailedMail>(
    `select ${FAILED} from mail
     where tenant_id = $1 and status = 'failed' and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [tx.tenantId, before, limit],
  )
}

/** One of them, or null when it is none any more. */
export async function failedMail(tx: TenantTx, id: string): Promise<FailedMail | null> {
  const [row] = await tx.query<FailedMail>(
    `select ${FAILED} from mail where tenant_id = $1 and id = $2 and status = 'failed'`,
    [tx.tenantId, id],
  )
  return row ?? null
}

/** What became of the mail with that key: its state, and the one it went to. */
export async function mailByKey(
  tx: TenantTx,
  key: string,
): Promise<{ id: string; status: string; refused: boolean } | null> {
  const [row] = await tx.query<{ id: string; status: string; refused: boolean }>(
    `select id, status, coalesce(failure, '') like '${REFUSED}%' as refused from mail where tenant_id = $1 and key = $2`,
    [tx.tenantId, key],
  )
  return row ?? null
}

/**
 * Gives a mail that failed its tries again, as if it were new. Answers whether there was one.
 * @param to another address, which then also stands in the mail
 */
export async function sendAgain(tx: TenantTx, id: string, to: string | null = null): Promise<boolean> {
  const [row] = await tx.query<{ id: string }>(
    `update mail set status = 'queued', attempts = 0, failure = null, created_at = $3, recipient = coalesce($4, recipient),
       params = case when $4::text is null then params else params || jsonb_build_object('email', $4::text) end
     where tenant_id = $1 and id = $2 and status = 'failed' returning id`,
    [tx.tenantId, id, tx.now, to],
  )
  if (!row) return false
  await tx.enqueue('send-mail', { tenantId: tx.tenantId, mailId: id }, { attempts: MOST_RUNS })
  return true
}
