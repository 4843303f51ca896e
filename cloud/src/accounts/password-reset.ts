import { queueMail } from '../mail/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Attempts } from './attempts.ts'
import type { Keys } from './keys.ts'
import { deviceOf } from './known-device.ts'
import { linkHash, newLinkToken } from './mailed-link.ts'
import { memberByEmail, memberById, setPassword } from './member.repo.ts'
import { hasOpenReset, insertReset, putResetToken, resetByHash, useReset } from './password-reset.repo.ts'
import { hashPassword, SHORTEST_PASSWORD } from './passwords.ts'
import { revokeOthers } from './refresh-family.repo.ts'

/** Minutes a link for a new password is good for. */
export const RESET_MINUTES = 60
/** Requests before waiting begins: for one e-mail of strangers, for one on a device it is known on, and from one address. */
const FREE = { email: 3, device: 3, address: 20 }
/** Milliseconds every answer takes at least: well above what a known e-mail costs more than an unknown one. */
const EVEN_MS = 150

type Deps = { db: Database; attempts: Attempts; keys: Keys; ended: (familyId: string) => void }

/**
 * Queues a mail with a link, if this e-mail is somebody's, no link of theirs is open and they did not get enough of them
 * already: a mail too many is left out in silence, for whoever asks too often may be another than who waits for it. Answer
 * and time are always the same. Throws `request.too_many` to an address that asks for many, whatever the e-mails.
 */
export async function requestReset(
  { db, attempts, keys }: Deps,
  { email, address, device }: { email: string; address: string; device?: string | undefined },
): Promise<void> {
  const known = deviceOf(keys.device, email, device)
  if (!known) {
    const seconds = await attempts.begin(`reset-address|${networkOf(address)}`, FREE.address)
    if (seconds > 0) throw expected('request.too_many', { seconds })
  }
  const even = new Promise((resolve) => setTimeout(resolve, EVEN_MS))
  const enough = known
    ? await attempts.begin(`reset-device|${known}`, FREE.device)
    : await attempts.begin(`reset-email|${email}`, FREE.email)
  const member = await memberByEmail(db, email)
  if (member && enough === 0) await db.tenant(member.tenantId, (tx) => queueReset(tx, member, known !== null))
  await even
}

async function queueReset(
  tx: TenantTx,
  member: { id: string; email: string; name: string; language: 'pt' | 'en' },
  isKnown: boolean,
): Promise<void> {
  // The link mailed within the hour is still good: a second mail would tell nothing, and a stranger could cause hundreds. On
  // a machine of theirs somebody waits for it: the first may lie in a mailbox that is not read.
  if (!isKnown && (await hasOpenReset(tx, member.id))) return
  const id = uuidv7(tx.now.getTime())
  await insertReset(tx, {
    id,
    memberId: member.id,
    expiresAt: new Date(tx.now.getTime() + RESET_MINUTES * 60_000),
  })
  await audit(tx, member.id, 'password.reset_requested')
  await queueMail(tx, {
    key: `password_reset:${id}`,
    template: 'password_reset',
    to: member.email,
    language: member.language,
    facts: { resetId: id, name: member.name },
  })
}

/** The link's token, made while its mail is sent; null when the link has no use any more. */
export async function freshResetToken(
  db: Database,
  tenantId: string,
  resetId: string,
): Promise<{ token: string; minutes: number } | null> {
  const { token, hash } = newLinkToken()
  const put = await db.tenant(tenantId, (tx) => putResetToken(tx, resetId, hash))
  return put ? { token, minutes: RESET_MINUTES } : null
}

/**
 * Sets a new password by the link. Throws `auth.link_invalid`, `account.password_too_weak`. Every session ends.
 * @returns the e-mail to sign in with
 */
export async function confirmReset(
  { db, ended }: Deps,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<{ email: string }> {
  const hash = linkHash(token)
  const found = await resetByHash(db, hash)
  if (!found) throw expected('auth.link_invalid')
  if (newPassword.length < SHORTEST_PASSWORD) throw expected('account.password_too_weak')
  const passwordHash = await hashPassword(newPassword)
  const { email, families } = await db.tenant(found.tenantId, async (tx) => {
    const memberId = await useReset(tx, found.resetId, hash)
    if (!memberId) throw expected('auth.link_invalid')
    await setPassword(tx, memberId, passwordHash)
    await audit(tx, memberId, 'password.reset')
    const member = await memberById(tx, memberId)
    if (!member) throw expected('auth.link_invalid')
    return { email: member.email, families: await revokeOthers(tx, memberId, null, 'password_reset') }
  })
  for (const family of families) ended(family)
  return { email }
}
