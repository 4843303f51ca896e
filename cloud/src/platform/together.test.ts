import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from './database.ts'
import { readEvents } from './event-log.ts'
import { roleUrl } from './roles.ts'
import type { TenantTx } from './tenant-tx.ts'

const clock = { now: () => new Date('2026-11-24T12:00:00Z') }
let database: TestDatabase
/** Two pools, as two processes have them. */
let one: Database
let two: Database
let tenant: TestTenant
let other: Pick<TestTenant, 'conversationId'>

beforeAll(async () => {
  database = await testDatabase()
  one = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  two = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
})
beforeEach(async () => {
  tenant = await makeTenant(one)
  other = await makeConversation(one, tenant)
})
afterAll(async () => {
  await Promise.all([one.close(), two.close()])
  await database.drop()
})

const UNREAD = 'select id, unread from conversation where tenant_id = $1 and id = $2'
type Unread = { id: string; unread: number }

async function writeOneMore(tx: TenantTx, row: Unread | undefined): Promise<void> {
  tx.write('update conversation set unread = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    row!.id,
    row!.unread + 1,
  ])
  tx.announce({ type: 'conversation.changed', conversationId: row!.id })
}
/** Reads, waits for the statements before it, and writes what it read plus one: lost if two do it side by side. */
async function addOne(tx: TenantTx, id: string): Promise<void> {
  const [row] = await tx.lock<Unread>(`conversation:${id}`, UNREAD, [tx.tenantId, id])
  await tx.query('select 1')
  await writeOneMore(tx, row)
}
/** The mutant: the database's lock without the key. */
async function addOneNotAlone(tx: TenantTx, id: string): Promise<void> {
  const [row] = await tx.query<Unread>(`${UNREAD} for update`, [tx.tenantId, id])
  await tx.query('select 1')
  await writeOneMore(tx, row)
}
const together = (db: Database, work: (tx: TenantTx) => Promise<void>) =>
  db.together(tenant.tenantId, async (tx) => {
    await work(tx)
    const [row] = await tx.query<{ id: string }>('select pg_current_xact_id()::text as id')
    return row!.id
  })
async function unread(id: string): Promise<number> {
  const [row] = await one.tenant(tenant.tenantId, (tx) =>
    tx.query<{ unread: number }>('select unread from conversation where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
    ]),
  )
  return row!.unread
}
const events = () => one.tenant(tenant.tenantId, (tx) => readEvents(tx, 0, 1000))

it('takes what comes meanwhile into one transaction, and parts those of one conversation', async () => {
  const ids = await Promise.all(
    Array.from({ length: 41 }, (_, i) =>
      together(one, (tx) => addOne(tx, i % 2 ? tenant.conversationId : other.conversationId)),
    ),
  )
  // The first goes at once, then thirty-two at most.
  expect(new Set(ids).size).toBe(3)
  expect([await unread(tenant.conversationId), await unread(other.conversationId)]).toEqual([20, 21])
  expect((await events()).map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1))
})

it('would lose updates if they were not parted', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () => together(one, (tx) => addOneNotAlone(tx, tenant.conversationId))),
  )
  expect(await unread(tenant.conversationId)).toBeLessThan(20)
})

it('fails for itself alone: the others are done again, once', async () => {
  const done = await Promise.allSettled([
    together(one, (tx) => addOne(tx, other.conversationId)),
    together(one, (tx) => addOne(tx, tenant.conversationId)),
    together(one, async (tx) => {
      await addOne(tx, tenant.conversationId)
      throw new Error('mine alone')
    }),
    together(one, async (tx) => tx.write('select 1 / $1::int', [0])),
    together(one, (tx) => addOne(tx, tenant.conversationId)),
  ])
  expect(done.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ])
  expect((done[2] as PromiseRejectedResult).reason.message).toBe('mine alone')
  expect((done[3] as PromiseRejectedResult).reason.code).toBe('22012')
  expect([await unread(tenant.conversationId), await unread(other.conversationId)]).toEqual([2, 1])
  expect((await events()).map(({ seq }) => seq)).toEqual([1, 2, 3])
})

it('never lets two wait for each other: who holds one and needs another goes by itself', async () => {
  const both = (first: string, second: string) => async (tx: TenantTx) => {
    await addOne(tx, first)
    await addOne(tx, second)
  }
  const { conversationId: mine } = tenant
  const { conversationId: yours } = other
  await Promise.all([
    together(one, (tx) => addOne(tx, mine)),
    together(one, both(mine, yours)),
    together(one, both(yours, mine)),
  ])
  expect([await unread(mine), await unread(yours)]).toEqual([3, 2])
})

it('lets one that holds an earlier kind of key wait: the others go on sharing', async () => {
  const event = (name: string) => async (tx: TenantTx) => {
    await tx.lock(`raw_event:${name}`, 'select 1 from tenant where tenant_id = $1', [tx.tenantId])
    await addOne(tx, tenant.conversationId)
  }
  const ids = await Promise.all(['a', 'b', 'c', 'd'].map((name) => together(one, event(name))))
  expect(new Set(ids).size).toBe(2)
  expect(await unread(tenant.conversationId)).toBe(4)
})

it('reads again what another work may have changed before the key was known', async () => {
  const found = async (tx: TenantTx) => {
    const [row] = await tx.lock<Unread>(
      ({ id }) => `conversation:${id}`,
      'select id, unread from conversation where tenant_id = $1 and contact_id = $2',
      [tx.tenantId, tenant.contactId],
    )
    await writeOneMore(tx, row)
  }
  const named = async (tx: TenantTx) => {
    const [row] = await tx.lock<Unread>(`conversation:${tenant.conversationId}`, UNREAD, [
      tx.tenantId,
      tenant.conversationId,
    ])
    // Ends without waiting for anything more: its key is free again before the other has seen its answer.
    await writeOneMore(tx, row)
  }
  for (const works of [
    [named, found],
    [found, named],
    [found, found, named, found],
  ]) {
    const before = await unread(tenant.conversationId)
    await Promise.all([
      together(one, (tx) => addOne(tx, other.conversationId)),
      ...works.map((work) => one.together(tenant.tenantId, work)),
    ])
    expect(await unread(tenant.conversationId)).toBe(before + works.length)
  }
})

it('fails whoever goes on after a statement that failed: the database has given up the whole transaction', async () => {
  const swallow = async (tx: TenantTx) => {
    await addOne(tx, tenant.conversationId)
    await tx.query('select 1 / $1::int', [0]).catch(() => null)
    return 'done'
  }
  const unheard = async (tx: TenantTx) => {
    tx.query('select 1 / $1::int', [0]).catch(() => null)
    return 'done'
  }
  for (const work of [swallow, unheard]) {
    await expect(one.tenant(tenant.tenantId, work)).rejects.toMatchObject({ code: '22012' })
    const shared = await Promise.allSettled([
      together(one, (tx) => addOne(tx, other.conversationId)),
      one.together(tenant.tenantId, work),
      together(one, (tx) => addOne(tx, other.conversationId)),
    ])
    expect(shared.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  }
  expect([await unread(tenant.conversationId), await unread(other.conversationId)]).toEqual([0, 4])
})

it('keeps two processes apart: nothing is lost, and the log has neither gap nor double', async () => {
  const work = (i: number) => (tx: TenantTx) =>
    addOne(tx, i % 2 ? tenant.conversationId : other.conversationId)
  await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      i % 3 === 0
        ? one.tenant(tenant.tenantId, work(i))
        : together(i % 3 === 1 ? one : two, work(i)).then(() => undefined),
    ),
  )
  expect((await unread(tenant.conversationId)) + (await unread(other.conversationId))).toBe(120)
  expect((await events()).map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
})

it('writes the jobs of all: of two under one key the later counts', async () => {
  const job = (conversationId: string, traceId: string) => (tx: TenantTx) =>
    tx.enqueue('compose', { tenantId: tenant.tenantId, conversationId, traceId }, { key: conversationId })
  await Promise.all([
    together(one, job('a', 'first')),
    together(one, job('b', 'second')),
    together(one, job('b', 'third')),
    together(one, job('c', 'fourth')),
  ])
  const queue = new pg.Client({ connectionString: roleUrl(database.url, 'plantao_queue') })
  await queue.connect()
  const { rows } = await queue.query<{ key: string; trace: string }>(
    `select key, payload ->> 'traceId' as trace from queue_job where key in ('a', 'b', 'c') order by key`,
  )
  await queue.end()
  expect(rows.map(({ key, trace }) => [key, trace])).toEqual([
    ['a', 'first'],
    ['b', 'third'],
    ['c', 'fourth'],
  ])
})
