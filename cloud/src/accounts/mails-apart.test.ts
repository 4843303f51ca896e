import { INVITES_A_DAY, MOST_OWNERS } from '@plantao/shared/team'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import type { Caller } from '../platform/http/bind.ts'
import { roleUrl } from '../platform/roles.ts'
import { attemptsInMemory } from './attempts.ts'
import { invite, revokeInvite } from './invite.ts'
import { keysFrom } from './keys.ts'
import { confirmReset, freshResetToken, requestReset } from './password-reset.ts'
import { changeRole } from './team.ts'

/** Mails that somebody else than their reader causes are few, whatever the asker's speed. */

const HOUR = 3_600_000
let now = Date.parse('2026-11-23T12:00:00Z')
const clock = { now: () => new Date(now) }
let database: TestDatabase
let db: Database
let caller: Caller
let count = 0

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  caller = await company()
})

async function company(): Promise<Caller> {
  const { tenantId, memberId } = await makeTenant(db, clock.now())
  return { tenantId, memberId, name: 'Ana', role: 'owner', familyId: memberId, mustChangePassword: false }
}
const someone = () => `pessoa${++count}@fora.example`
const asks = (email: string, role: 'owner' | 'attendant' = 'attendant', by = caller) =>
  invite({ db, attendantsLimit: async () => 1000 }, by, { email, name: 'Bia', role }).then(
    () => 'sent',
    (error: { code?: string }) => error.code ?? String(error),
  )
/** When each mail to somebody is to leave, of all companies. */
async function mailsTo(recipient: string, ...companies: Caller[]): Promise<number[]> {
  const found = await Promise.all(
    companies.map(({ tenantId }) =>
      db.tenant(tenantId, (tx) =>
        tx.query<{ at: Date }>('select due_at as at from mail where tenant_id = $1 and recipient = $2', [
          tenantId,
          recipient,
        ]),
      ),
    ),
  )
  return found
    .flat()
    .map(({ at }) => at.getTime())
    .sort()
}

it('invites one mailbox once an hour, taken back and sent anew included, with another role too', async () => {
  const email = someone()
  expect(await asks(email)).toBe('sent')
  expect(await asks(email)).toBe('team.invited_just_now')
  expect(await asks(email, 'owner')).toBe('team.invited_just_now')
  const [open] = await db.tenant(caller.tenantId, (tx) =>
    tx.query<{ id: string }>('select id from invite where tenant_id = $1 and email = $2', [
      tx.tenantId,
      email,
    ]),
  )
  await revokeInvite({ db }, caller, open!.id)
  expect(await asks(email)).toBe('team.invited_just_now')
  now += HOUR - 1
  expect(await asks(email)).toBe('team.invited_just_now')
  now += 1
  expect(await asks(email)).toBe('sent')
  expect(await mailsTo(email, caller)).toEqual([now - HOUR, now])
})

it('invites again at once where the mail failed', async () => {
  const email = someone()
  await asks(email)
  await db.tenant(caller.tenantId, (tx) =>
    tx.query(`update mail set status = 'failed' where tenant_id = $1 and recipient = $2`, [
      tx.tenantId,
      email,
    ]),
  )
  expect(await asks(email)).toBe('sent')
})

it('writes to one mailbox once an hour over all companies, and tells none of the others', async () => {
  const email = someone()
  const others = await Promise.all([company(), company(), company()])
  const all = [caller, ...others]
  expect(await Promise.all(all.map((by) => asks(email, 'attendant', by)))).toEqual(Array(4).fill('sent'))
  expect(await mailsTo(email, ...all)).toEqual([0, 1, 2, 3].map((hours) => now + hours * HOUR))
})

it('sends so many invitations a day and no more, however fast and to whom', async () => {
  const answers = await Promise.all(Array.from({ length: INVITES_A_DAY + 5 }, () => asks(someone())))
  expect(answers.filter((one) => one === 'sent')).toHaveLength(INVITES_A_DAY)
  expect(new Set(answers)).toEqual(new Set(['sent', 'team.invites_a_day']))
  expect(await asks(someone(), 'attendant', await company())).toBe('sent')
  now += 24 * HOUR
  expect(await asks(someone())).toBe('sent')
})

it('counts owners for a limit too, by invitation and by role', async () => {
  const answers = await Promise.all(Array.from({ length: MOST_OWNERS + 2 }, () => asks(someone(), 'owner')))
  // One owner is there already.
  expect(answers.filter((one) => one === 'sent')).toHaveLength(MOST_OWNERS - 1)
  expect(new Set(answers)).toEqual(new Set(['sent', 'team.owners_quota']))
  const memberId = crypto.randomUUID()
  await db.tenant(caller.tenantId, (tx) =>
    tx.query(
      `insert into member (tenant_id, id, email, name, role, password_hash, created_at)
       values ($1, $2, $3, 'Bia', 'attendant', 'x', $4)`,
      [tx.tenantId, memberId, someone(), tx.now],
    ),
  )
  const promoted = changeRole(
    { db, attendantsLimit: async () => 1000, ended: () => undefined, forget: () => undefined },
    caller,
    memberId,
    'owner',
  )
  await expect(promoted).rejects.toMatchObject({ code: 'team.owners_quota' })
})

it('mails no second link for a password while the first is good, and never locks anybody out', async () => {
  const { tenantId, memberId } = caller
  const [{ email } = { email: '' }] = await db.tenant(tenantId, (tx) =>
    tx.query<{ email: string }>('select email from member where tenant_id = $1', [tenantId]),
  )
  const ask = () =>
    requestReset(
      { db, attempts: attemptsInMemory(clock), keys: keysFrom('a secret of tests'), ended: () => undefined },
      { email, address: `${++count}` },
    )
  await Promise.all([ask(), ask(), ask(), ask()])
  now += HOUR - 1
  await ask()
  expect(await mailsTo(email, caller)).toHaveLength(1)
  now += 1
  // The first link is over: whoever waits for one gets one.
  await ask()
  expect(await mailsTo(email, caller)).toHaveLength(2)
  const [open] = await db.tenant(tenantId, (tx) =>
    tx.query<{ id: string }>(
      'select id from password_reset where tenant_id = $1 and member_id = $2 order by created_at desc limit 1',
      [tenantId, memberId],
    ),
  )
  const { token } = (await freshResetToken(db, tenantId, open!.id))!
  await confirmReset(
    { db, attempts: attemptsInMemory(clock), keys: keysFrom('a secret of tests'), ended: () => undefined },
    { token, newPassword: 'a-long-password' },
  )
  // The link was used up: a new one may be asked for at once.
  await ask()
  expect(await mailsTo(email, caller)).toHaveLength(3)
})
