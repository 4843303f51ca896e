import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { countTask, nextSlice } from './count.task.ts'
import type { ConnectionInfo, WhatsappGateway } from './gateway.port.ts'
import { GatewayError } from './gateway.port.ts'
import { findInstance, type Instance, setConnection, switchOff } from './instance.repo.ts'
import { applyInstanceEvent } from './instance-events.ts'
import { newestCount } from './ledger.repo.ts'
import { createTombstones } from './tombstone.ts'
import { watchTask } from './watch.task.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
let now = new Date('2026-11-24T15:00:00Z')
const clock = { now: () => now }
const tombstones = createTombstones('of this test')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
let database: TestDatabase
let db: Database
let tenantId: string
let instanceId: string

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  now = new Date('2026-11-24T15:00:00Z')
  ;({ tenantId, instanceId } = await makeTenant(db, new Date(now.getTime() - 20 * DAY)))
  await db.tenant(tenantId, (tx) => setConnection(tx, instanceId, connected))
})

const connected: ConnectionInfo = { status: 'connected', phone: '5511990001111' }
const instance = async (): Promise<Instance> => (await db.tenant(tenantId, findInstance))!

/** Evolution and WhatsApp as the test says; counts what is asked. */
function world(answers: { state?: ConnectionInfo | GatewayError; alive?: boolean } = {}) {
  const calls: string[] = []
  const told: string[] = []
  const gateway: Pick<WhatsappGateway, 'state' | 'probe' | 'restart'> = {
    state: async () => {
      const state = answers.state ?? connected
      if (state instanceof GatewayError) throw state
      return state
    },
    probe: async () => {
      calls.push('probe')
      return answers.alive ?? true
    },
    restart: async () => {
      calls.push('restart')
    },
  }
  const watch = watchTask({
    db,
    gateway,
    tellOwner: async (_tx, { health }) => {
      told.push(health)
    },
  })
  return { calls, told, answers, look: () => watch({ tenantId, traceId: 't' }) }
}

/** Events that came in at an instant, as the webhook's door stores them. */
function received(at: Date, how: number) {
  return db.tenant(tenantId, (tx) =>
    tx.query(
      `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
       select $1, $2, 'messages.upsert', 'messages.upsert:' || $3 || n, '{}', 't', $4 from generate_series(1, $5::int) n`,
      [tenantId, instanceId, `${at.getTime()}-`, at, how],
    ),
  )
}

it('a lost line is told of once, and only when it does not come back by itself', async () => {
  const { told, answers, look } = world({ state: { status: 'connecting', phone: null } })
  await look()
  expect(await instance()).toMatchObject({ status: 'connecting', health: 'reconnecting' })
  later(MINUTE)
  await look()
  expect(told).toEqual([])
  later(2 * MINUTE)
  await look()
  await look()
  expect(told).toEqual(['reconnecting'])
  answers.state = connected
  await look()
  expect(await instance()).toMatchObject({ status: 'connected', health: 'ok', toldAt: null })
  answers.state = { status: 'connecting', phone: null }
  await look()
  later(3 * MINUTE)
  await look()
  expect(told).toEqual(['reconnecting', 'reconnecting'])
})

it('an ended session keeps its cause, and the owner hears it', async () => {
  const { told, look } = world({ state: { status: 'disconnected', phone: null } })
  for (const cause of ['logged_out', null] as const)
    await db.tenant(tenantId, (tx) =>
      applyInstanceEvent(tx, instanceId, { type: 'connection', state: 'disconnected', phone: null, cause }),
    )
  expect(await instance()).toMatchObject({ status: 'disconnected', health: 'logged_out' })
  later(3 * MINUTE)
  await look()
  expect(told).toEqual(['logged_out'])
})

it('what the owner ended is no trouble', async () => {
  const { told, look } = world({ state: { status: 'disconnected', phone: null } })
  await db.tenant(tenantId, (tx) => switchOff(tx, instanceId))
  await db.tenant(tenantId, (tx) =>
    applyInstanceEvent(tx, instanceId, {
      type: 'connection',
      state: 'disconnected',
      phone: null,
      cause: 'logged_out',
    }),
  )
  later(HOUR)
  await look()
  expect(told).toEqual([])
  expect((await instance()).health).toBe('off')
})

it('Evolution itself away is another trouble than a lost number', async () => {
  const { told, answers, look } = world({ state: new GatewayError('unavailable', 'timeout') })
  await look()
  expect(await instance()).toMatchObject({ status: 'connected', health: 'unreachable' })
  later(3 * MINUTE)
  await look()
  expect(told).toEqual(['unreachable'])
  answers.state = connected
  await look()
  expect((await instance()).health).toBe('ok')
})

it('silence against the number’s own rhythm is probed, restarted once, and over with the next message', async () => {
  for (let day = 1; day <= 14; day++) await received(new Date(now.getTime() - day * DAY - 5 * MINUTE), 9)
  await received(new Date(now.getTime() - 30 * MINUTE), 1)
  const { calls, told, look } = world({ alive: false })
  await look()
  expect(calls).toEqual(['probe', 'restart'])
  expect(await instance()).toMatchObject({ status: 'connected', health: 'silent' })
  later(3 * MINUTE)
  await look()
  expect(calls).toEqual(['probe', 'restart', 'probe'])
  expect(told).toEqual(['silent'])
  await received(now, 1)
  await look()
  expect((await instance()).health).toBe('ok')
})

it('a number that is often quiet is left in peace', async () => {
  for (let day = 1; day <= 14; day += 2) await received(new Date(now.getTime() - day * DAY - 5 * MINUTE), 9)
  await received(new Date(now.getTime() - 30 * MINUTE), 1)
  const { calls, look } = world({ alive: false })
  await look()
  expect(calls).toEqual([])
  expect((await instance()).health).toBe('ok')
})

it('counts slice by slice, heals what is missing once, and goes on where it stopped', async () => {
  const record = (id: string, at: Date, more: object = {}) => ({
    key: { remoteJid: '5511988887777@s.whatsapp.net', fromMe: false, id },
    message: { conversation: `texto ${id}` },
    messageType: 'conversation',
    messageTimestamp: Math.floor(at.getTime() / 1000),
    ...more,
  })
  await db.tenant(tenantId, (tx) =>
    tx.query('update instance set counted_until = $2 where tenant_id = $1', [
      tenantId,
      new Date(now.getTime() - HOUR),
    ]),
  )
  const at = new Date(now.getTime() - 40 * MINUTE)
  const history = [
    record('KNOWN', at),
    record('SENT', at, { key: { remoteJid: '5511988887777@s.whatsapp.net', fromMe: true, id: 'SENT' } }),
    record('LOST', at),
    record('GROUP', at, { key: { remoteJid: '1203@g.us', fromMe: false, id: 'GROUP' } }),
  ]
  await db.tenant(tenantId, (tx) =>
    tx.query(
      `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at) values
       ($1, $2, 'messages.upsert', 'messages.upsert:KNOWN', '{}', 't', $3), ($1, $2, 'send.message', 'send.message:SENT', '{}', 't', $3)`,
      [tenantId, instanceId, at],
    ),
  )
  const asked: number[] = []
  const gateway: Pick<WhatsappGateway, 'history'> = {
    history: async ({ from, to, page }) => {
      asked.push(page)
      const messages = history.filter(({ messageTimestamp: second }) => {
        const time = second * 1000
        return time >= from.getTime() && time <= to.getTime()
      })
      // A page of two, newest first.
      return { messages: messages.slice((page - 1) * 2, page * 2), more: messages.length > page * 2 }
    },
  }
  const counts: number[][] = []
  const count = countTask({
    eraseFound: async () => false,
    db,
    gateway,
    tombstones,
    onCounted: ({ counted, missed }) => counts.push([counted, missed]),
  })
  await count({ tenantId, traceId: 't' })
  expect(asked).toContain(2)
  expect(counts.reduce((sum, [, missed]) => sum + missed!, 0)).toBe(1)
  expect(counts.some(([counted]) => counted === 3)).toBe(true)
  const healed = await db.tenant(tenantId, (tx) =>
    tx.query<{ body: { data: { message: object } } }>(
      `select body from raw_event where tenant_id = $1 and dedupe_key = 'messages.upsert:LOST'`,
      [tenantId],
    ),
  )
  expect(healed).toMatchObject([{ body: { data: { message: { conversation: 'texto LOST' } } } }])
  const again = counts.length
  await count({ tenantId, traceId: 't' })
  expect(counts).toHaveLength(again)
  later(HOUR)
  await count({ tenantId, traceId: 't' })
  expect(counts.reduce((sum, [, missed]) => sum + missed!, 0)).toBe(1)
  const newest = await db.tenant(tenantId, (tx) => newestCount(tx, instanceId))
  expect(newest!.at).toEqual(new Date(now.getTime() - 90_000))
})

it('a number that is busier than it can be counted is not counted for ever', async () => {
  const asked: number[] = []
  await db.tenant(tenantId, (tx) =>
    tx.query('update instance set counted_until = $2 where tenant_id = $1', [
      tenantId,
      new Date(now.getTime() - HOUR),
    ]),
  )
  const gateway = {
    async history({ to }: { to: Date }) {
      asked.push(to.getTime())
      // Each question takes as long as a stretch that is worth another one.
      later(20_000)
      if (asked.length > 20) throw new Error('still counting')
      return { messages: [], more: false }
    },
  }
  const begun = now.getTime()
  await countTask({ db, gateway, tombstones, eraseFound: async () => false })({ tenantId, traceId: 't' })
  expect(asked.at(-1)).toBe(begun - 90_000)
})

it('nothing is counted that cannot be asked', () => {
  const at = new Date(now.getTime() - HOUR)
  const of = (over: Partial<Instance>) =>
    nextSlice({ status: 'connected', channel: 'phone', countedUntil: at, createdAt: at, ...over }, now)
  expect(of({})).toEqual({ from: at, to: new Date(at.getTime() + 15 * MINUTE) })
  expect(of({ status: 'disconnected' })).toBeNull()
  expect(of({ channel: 'official' })).toBeNull()
  expect(of({ countedUntil: new Date(now.getTime() - 90_000) })).toBeNull()
  expect(of({ countedUntil: new Date(0), createdAt: new Date(0) })!.from).toEqual(
    new Date(now.getTime() - DAY),
  )
})
