import { MOST_QUICK_REPLIES } from '@plantao/shared/quick-replies'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { changeQuickReply, createQuickReply, deleteQuickReply, listQuickReplies } from './quick-reply.repo.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
})
beforeEach(async () => {
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const create = (shortcut: string, text = 'Oi, {nome}!') =>
  db.tenant(tenant.tenantId, (tx) => createQuickReply(tx, tenant.memberId, { shortcut, text }))
const list = (limit = 200, cursor?: string) =>
  db.tenant(tenant.tenantId, (tx) => listQuickReplies(tx, { limit, cursor }))

it('is made once, changed, and gone for good', async () => {
  const made = await create('pix')
  expect((await create('pix')).id).toBe(made.id)
  await db.tenant(tenant.tenantId, (tx) =>
    changeQuickReply(tx, made.id, { shortcut: 'chave', text: 'A chave' }),
  )
  expect((await list()).items).toMatchObject([{ id: made.id, shortcut: 'chave', text: 'A chave' }])
  for (let twice = 0; twice < 2; twice++)
    await db.tenant(tenant.tenantId, (tx) => deleteQuickReply(tx, made.id))
  expect((await list()).items).toEqual([])
})

it('names a shortcut that is taken, on making and on changing', async () => {
  await create('pix')
  const other = await create('oi')
  await expect(create('pix', 'outro texto')).rejects.toMatchObject({ code: 'quick_reply.taken' })
  const change = db.tenant(tenant.tenantId, (tx) =>
    changeQuickReply(tx, other.id, { shortcut: 'pix', text: 'x' }),
  )
  await expect(change).rejects.toMatchObject({ code: 'quick_reply.taken' })
})

it('pages by shortcut and stops at the limit, keeping nothing of the one too many', async () => {
  for (let n = 0; n < MOST_QUICK_REPLIES; n++) await create(`r${String(n).padStart(3, '0')}`)
  await expect(create('sobra')).rejects.toMatchObject({ code: 'quick_reply.too_many' })
  const first = await list(150)
  const second = await list(150, first.nextCursor)
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([150, 50, undefined])
})

it('is another tenant’s business to nobody', async () => {
  const made = await create('pix')
  const other = await makeTenant(db)
  const change = db.tenant(other.tenantId, (tx) =>
    changeQuickReply(tx, made.id, { shortcut: 'x', text: 'x' }),
  )
  await expect(change).rejects.toMatchObject({ code: 'quick_reply.not_found' })
  await db.tenant(other.tenantId, (tx) => deleteQuickReply(tx, made.id))
  expect((await list()).items).toHaveLength(1)
})
