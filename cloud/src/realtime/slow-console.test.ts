import type { AddressInfo } from 'node:net'
import type { ClientToServer, LogEvent, ServerToClient } from '@plantao/shared/realtime/events'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { createTenant } from '../accounts/index.ts'
import { systemClock } from '../platform/clock.ts'
import { logBounds } from '../platform/event-log.ts'
import { createLogger } from '../platform/logging.ts'
import { createMetrics, type Metrics } from '../platform/metrics.ts'
import { roleUrl } from '../platform/roles.ts'
import { createWakeUp, type WakeUp } from '../platform/wake-up.ts'
import { isTooSlow, waitingFor } from './backlog.ts'
import { type Realtime, startRealtime } from './index.ts'

type Client = Socket<ServerToClient, ClientToServer>
type Connection = Parameters<typeof waitingFor>[0]

const OWNER = { email: 'dona@slow.example', password: 'a-long-password' }
const MOST = { packets: 1_000, bytes: 300_000 }
/** Lines in one commit: the log is told in batches of some 60 KB. */
const BATCH = 500
type Served = { web: TestWeb; wakeUp: WakeUp; realtime: Realtime; metrics: Metrics; url: string }

let database: TestDatabase
let served: Served
let tenantId: string
const clients: Client[] = []
const connections = new Set<Connection>()

beforeAll(async () => {
  database = await testDatabase()
  served = await serve()
  const owner = { ...OWNER, name: 'Dona', mustChange: false }
  ;({ tenantId } = await createTenant(served.web.db, { name: 'Casa', slug: 'slow', owner }))
})
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
  connections.clear()
})
afterAll(async () => {
  await leave(served)
  await database.drop()
})

async function serve(): Promise<Served> {
  const web = testWeb(database.url)
  const metrics = createMetrics()
  const wakeUp = await createWakeUp({ db: web.db, listenUrl: roleUrl(database.url, 'plantao_app') })
  const realtime = startRealtime({
    server: web.app.server,
    db: web.db,
    clock: systemClock,
    accounts: web.accounts,
    wakeUp,
    metrics,
    log: createLogger({ level: 'debug' }, suiteLog),
    trustProxy: ['loopback'],
    mostWaiting: MOST,
    onConnection: (connection) => void connections.add(connection),
  })
  await web.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(web.app.server.address() as AddressInfo).port}`
  return { web, wakeUp, realtime, metrics, url }
}

/** In the order in which the house leaves. */
async function leave({ web, wakeUp, realtime }: Served): Promise<void> {
  await realtime.close()
  await web.app.close()
  await wakeUp.close()
  await web.db.close()
}

async function connect(
  cursor?: number,
  { web, url } = served,
): Promise<{ client: Client; seq: number; got: number[] }> {
  const token = await tokenOf(web, OWNER.email, OWNER.password)
  const auth = { token, protocol: PROTOCOL, ...(cursor === undefined ? {} : { cursor }) }
  const client: Client = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true })
  clients.push(client)
  const got: number[] = []
  client.on('events', (events: LogEvent[]) => void got.push(...events.map(({ seq }) => seq)))
  const { seq } = await new Promise<{ seq: number }>((resolve) => client.once('hello', resolve))
  return { client, seq, got }
}

/** Stops or starts reading from the network, as a frozen process does. */
function freeze({ client }: { client: Client }, frozen: boolean): void {
  const { ws } = client.io.engine.transport as unknown as {
    ws: { _socket: { pause(): void; resume(): void } }
  }
  if (frozen) ws._socket.pause()
  else ws._socket.resume()
}

const announce = (): Promise<void> =>
  served.web.db.tenant(tenantId, async (tx) => {
    for (let i = 0; i < BATCH; i++) tx.announce({ type: 'conversation.changed' })
  })
const waitingIn = (connection: Connection) =>
  waitingFor(connection).reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0)
const waiting = () => Math.max(0, ...[...connections].map(waitingIn))
const cuts = async () =>
  (await served.metrics.registry.getSingleMetric('plantao_socket_slow_total')!.get()).values[0]?.value ?? 0

it('cuts a console that does not read, keeps no more for it than allowed, and lets it catch up by its cursor', async () => {
  const reader = await connect()
  const frozen = await connect()
  freeze(frozen, true)
  const gone = new Promise<void>((resolve) => frozen.client.once('disconnect', () => resolve()))
  let most = 0
  let told = reader.seq
  // Some megabytes go into the network's own buffers before any waits with us.
  while ((await cuts()) === 0) {
    await announce()
    told += BATCH
    most = Math.max(most, waiting())
    expect(told - reader.seq, 'it is never cut').toBeLessThan(400_000)
  }
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(MOST.bytes)

  freeze(frozen, false)
  await gone
  const back = await connect(frozen.got.at(-1) ?? frozen.seq)
  await announce()
  const last = told + BATCH
  await expect.poll(() => [reader.got.at(-1), back.got.at(-1)], { timeout: 20_000 }).toEqual([last, last])
  const whole = Array.from({ length: last - reader.seq }, (_, i) => reader.seq + 1 + i)
  expect(reader.got).toEqual(whole)
  expect([...frozen.got, ...back.got]).toEqual(whole)
  expect(await cuts()).toBe(1)
})

it('gives one that comes back late page by page, as it takes them, not the whole log at once', async () => {
  const [{ oldest, newest }, cutBefore] = [await served.web.db.tenant(tenantId, logBounds), await cuts()]
  connections.clear()
  // More than the network's own buffers hold: the test above filled them.
  const late = await connect(oldest - 1)
  freeze(late, true)
  await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(0)
  // Time enough to read many pages for it.
  for (let i = 0; i < 20; i++) await announce()
  expect(await cuts()).toBe(cutBefore)
  expect(waiting()).toBeLessThan(100_000)

  freeze(late, false)
  const last = newest + 20 * BATCH
  await expect.poll(() => late.got.at(-1), { timeout: 30_000 }).toBe(last)
  expect(late.got).toEqual(Array.from({ length: last - oldest + 1 }, (_, i) => oldest + i))
})

it('does not hold a deploy', async () => {
  const leaving = await serve()
  freeze(await connect(undefined, leaving), true)
  while (waiting() === 0) await announce()
  // A websocket waits half a minute for the other end's farewell: longer than a deploy gives a process, and this test.
  await leaving.realtime.close()
  // Consoles come back by themselves; one that got in now would hold it too.
  const auth = { token: await tokenOf(leaving.web, OWNER.email, OWNER.password), protocol: PROTOCOL }
  const late = io(leaving.url, { auth, transports: ['websocket'], reconnection: false, forceNew: true })
  clients.push(late)
  const entered = new Promise((resolve) => {
    late.once('connect', () => resolve(true))
    late.once('connect_error', () => resolve(false))
  })
  expect(await entered).toBe(false)
  await leave(leaving)
}, 25_000)

it('counts packets and bytes, and never cuts for the first', () => {
  const packet = { data: 'x'.repeat(100) }
  const most = { packets: 3, bytes: 350 }
  expect(isTooSlow([], 'x'.repeat(10_000), most)).toBe(false)
  expect(isTooSlow([packet, packet], packet.data, most)).toBe(false)
  expect(isTooSlow([packet, packet], 'x'.repeat(151), most)).toBe(true)
  expect(isTooSlow([{}, {}, {}], '', most)).toBe(true)
})
