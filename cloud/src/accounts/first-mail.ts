import type { FirstMail } from '@plantao/shared/first-mail'
import { mailByKey, sendAgain } from '../mail/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Attempts } from './attempts.ts'
import { lockTeamSignIns, memberByEmail, setEmail } from './member.repo.ts'
import { voidLinks } from './open-links.repo.ts'

/** Key of the mail with the sign-in of a company that was just founded. */
const FIRST_MAIL = 'welcome'
/** Addresses one payment may try before waiting begins: some errors, and no way to ask who has an account. */
const FREE = 5

type Deps = { db: Database; attempts: Attempts }
type Newcomer = { memberId: string; email: string }

/**
 * Where the first mail of these companies went, of the newest that is known. Only while nobody has chosen a password: then
 * the mail has done its work, and whoever sits at this browser learns nothing more.
 */
export async function firstMailOf({ db }: Pick<Deps, 'db'>, begun: readonly string[]): Promise<FirstMail> {
  for (const tenantId of begun) {
    const found = await db.tenant(tenantId, stand)
    if (found) return found
  }
  // The payment is not confirmed, or never was; or somebody has signed in.
  const known = await Promise.all(begun.map((id) => db.tenant(id, (tx) => mailByKey(tx, FIRST_MAIL))))
  return { state: begun.length > 0 && known.every((mail) => mail === null) ? 'waiting' : 'none' }
}

/**
 * The first mail goes to another address, which from then on is the owner's. Throws `account.no_first_mail` where it did
 * not fail or somebody has signed in, `billing.email_taken`, `request.too_many`.
 */
export async function correctFirstMail(
  { db, attempts }: Deps,
  begun: readonly string[],
  email: string,
): Promise<FirstMail> {
  for (const tenantId of begun) {
    const failed = await db.tenant(tenantId, async (tx) => {
      const state = (await stand(tx))?.state
      return state === 'refused' || state === 'failed'
    })
    if (!failed) continue
    const seconds = await attempts.begin(`first-mail|${tenantId}`, FREE)
    if (seconds > 0) throw expected('request.too_many', { seconds })
    const other = await memberByEmail(db, email)
    if (other && other.tenantId !== tenantId) throw expected('billing.email_taken')
    return db.tenant(tenantId, (tx) => change(tx, email))
  }
  throw expected('account.no_first_mail')
}

async function change(tx: TenantTx, email: string): Promise<FirstMail> {
  const newcomer = await newcomerOf(tx)
  const mail = await mailByKey(tx, FIRST_MAIL)
  if (!newcomer || !mail || !(await sendAgain(tx, mail.id, email))) throw expected('account.no_first_mail')
  try {
    await setEmail(tx, newcomer.memberId, email)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw expected('billing.email_taken')
    throw error
  }
  // Who reads the wrong mailbox may have asked for a new password there.
  await voidLinks(tx, newcomer.memberId)
  await audit(tx, newcomer.memberId, 'member.email_corrected', newcomer.memberId)
  return { state: 'waiting', email }
}

async function stand(tx: TenantTx): Promise<FirstMail | null> {
  const newcomer = await newcomerOf(tx)
  const mail = newcomer && (await mailByKey(tx, FIRST_MAIL))
  if (!newcomer || !mail) return null
  if (mail.status === 'failed') return { state: mail.refused ? 'refused' : 'failed', email: newcomer.email }
  return { state: mail.status === 'sent' ? 'sent' : 'waiting', email: newcomer.email }
}

/** The owner who was founded with the company, while they have not signed in, and nobody else has; locked. */
async function newcomerOf(tx: TenantTx): Promise<Newcomer | null> {
  const rows = await lockTeamSignIns(tx)
  const [only] = rows
  return only && rows.length === 1 && !only.chose ? only : null
}
