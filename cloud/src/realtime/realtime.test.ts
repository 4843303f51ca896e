import type { AddressInfo } from 'node:net'
import { type ClientToServer, LogEvent, type ServerToClient } from '@plantao/shared/realtime/events'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation } from '../../../infra/testing/scene/tenant.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { createTenant } from '../accounts/index.ts'
import { systemClock } from '../platform/clock.ts'
import { createLogger } from '../platform/logging.ts'
import { createMetrics } from '../platform/metrics.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { createWakeUp, type WakeUp } from '../platform/wake-up.ts'
import { type Realtime, realtimeRoutes, startRealtime } from './index.ts'

type Client = Socket<ServerToClient, ClientToServer>
type House = {
  web: TestWeb
  wakeUp: WakeUp
  realtime: Realtime
  metrics: ReturnType<typeof createMetrics>
  url: string
  /** Where somebody was seen typing: tenant and conversation. */
  typing: string[]
}

const OWNER = { email: 'dona@rt.example', password: 'a-long-password' }
const OTHER = { email: 'outra@rt.example', password: 'a-long-password' }
let database: TestDatabase
let here: House
let there: House
let tenantId: string
const clients: Client[] = []

/** One web process as it runs: server, wake-up, sockets. Two of them share the database. */
async function startHouse(): Promise<House> {
  const metrics = createMetrics()
  const typing: string[] = []
  const ends: { family?: (id: string) => void } = {}
  const web = testWeb(database.url, {
    routes: (db) => realtimeRoutes({ db }),
    onFamilyRevoked: (id) => ends.family?.(id),
  })
  const wakeUp = await createWakeUp({ db: web.db, listenUrl: roleUrl(database.url, 'plantao_app') })
  const realtime = startRealtime({
    server: web.app.server,
    db: web.db,
    clock: systemClock,
    accounts: web.accounts,
    wakeUp,
    metrics,
    log: createLogger({ level: 'debug' }, suiteLog),
    onTyping: (tenant, conversation, isTyping) => {
      if (isTyping) typing.push(`${tenant} ${conversation}`)
    },
    trustProxy: ['loopback'],
  })
  ends.family = realtime.endFamily
  await web.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = web.app.server.address() as AddressInfo
  return { web, wakeUp, realtime, metrics, typing, url: `http://127.0.0.1:${port}` }
}

async function stopHouse({ web, wakeUp, realtime }: House): Promise<void> {
  await realtime.close()
  await wakeUp.close()
  await web.app.close()
  await web.db.close()
}

beforeAll(async () => {
  database = await testDatabase()
  here = await startHouse()
  there = await startHouse()
  const people = { attendants: [{ ...OTHER, name: 'Outra', mustChange: false }] }
  const made = await createTenant(here.web.db, {
    name: 'Casa',
    slug: 'casa',
    owner: { ...OWNER, name: 'Dona', mustChange: false },
    ...people,
  })
  tenantId = made.tenantId
})
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
})
afterAll(async () => {
  await stopHouse(here)
  await stopHouse(there)
  await database.drop()
})

function connect(house: House, auth: object): Client {
  const client: Client = io(house.url, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  clients.push(client)
  return client
}
function refusal(auth: object): Promise<string> {
  const client = connect(here, auth)
  return new Promise((resolve) => client.once('connect_error', (error) => resolve(error.message)))
}
function once<E extends keyof ServerToClient>(client: Client, name: E) {
  return new Promise<Parameters<ServerToClient[E]>[0]>((resolve) => {
    client.once(name as never, resolve as never)
  })
}
/** Every event a client gets; `upTo` resolves when it has the sequence. */
function collect(client: Client) {
  const got: number[] = []
  const waiting: { seq: number; done: () => void }[] = []
  client.on('events', (events) => {
    for (const event of events) got.push(LogEvent.parse(event).seq)
    for (const one of waiting) if (got.includes(one.seq)) one.done()
  })
  const upTo = (seq: number) =>
    got.includes(seq) ? Promise.resolve() : new Promise<void>((done) => waiting.push({ seq, done }))
  return { got, upTo }
}
async function announce(house: House, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await house.web.db.tenant(tenantId, async (tx) => {
      tx.announce({ type: 'conversation.changed', conversationId: uuidv7() })
    })
  }
}
async function newest(): Promise<number> {
  const [row] = await here.web.db.lookup<{ last_seq: number }>('select last_seq from newest_sequences($1)', [
    [tenantId],
  ])
  return row!.last_seq
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const dona = (house = here) => tokenOf(house.web, OWNER.email, OWNER.password)
const outra = (house = here) => tokenOf(house.web, OTHER.email, OTHER.password)

describe('the door', () => {
  it.each([
    ['clientTooOld', { protocol: 0, token: 'x' }],
    ['clientTooOld', { protocol: 0 }],
    ['serverTooOld', { protocol: PROTOCOL + 1, token: 'x' }],
    ['invalidHandshake', {}],
    ['invalidHandshake', { protocol: PROTOCOL, token: 'x', cursor: -1 }],
    ['invalidHandshake', { protocol: 'one', token: 'x' }],
    ['unauthorized', { protocol: PROTOCOL, token: 'x' }],
  ])('refuses with %s', async (reason, auth) => {
    expect(await refusal(auth)).toBe(reason)
  })

  it('says hello first, with the newest sequence', async () => {
    await announce(here, 1)
    const client = connect(here, { token: await dona(), protocol: PROTOCOL })
    expect(await once(client, 'hello')).toEqual({ protocol: PROTOCOL, seq: await newest() })
  })
})

describe('catching up', () => {
  it('gives what was missed and then the news, each once, in order, while ten connections write', async () => {
    const from = await newest()
    await announce(here, 700)
    const token = await dona()
    const writers = Promise.all(Array.from({ length: 10 }, (_, i) => announce(i % 2 ? here : there, 40)))
    const listeners = Array.from({ length: 6 }, (_, i) =>
      collect(connect(i % 2 ? here : there, { token, protocol: PROTOCOL, cursor: from })),
    )
    await writers
    const last = from + 700 + 400
    await Promise.all(listeners.map((listener) => listener.upTo(last)))
    for (const listener of listeners) expect(listener.got).toEqual(numbers(from + 1, last))
  })

  it('hears of a commit in another process', async () => {
    const client = connect(here, { token: await dona(), protocol: PROTOCOL })
    const { seq } = await once(client, 'hello')
    const listener = collect(client)
    await announce(there, 1)
    await listener.upTo(seq + 1)
    expect(listener.got).toEqual([seq + 1])
  })

  it('says that a cursor is older than what is kept, or newer than what there is', async () => {
    const last = await newest()
    const { default: pg } = await import('pg')
    const owner = new pg.Client(database.url)
    await owner.connect()
    await owner.query('begin')
    await owner.query("select set_config('app.tenant_id', $1, true)", [tenantId])
    await owner.query('delete from event_log where seq < $1', [last - 5])
    await owner.query('commit')
    await owner.end()
    for (const cursor of [last - 7, last + 1]) {
      const client = connect(here, { token: await dona(), protocol: PROTOCOL, cursor })
      expect(await once(client, 'cursorTooOld')).toMatchObject({ seq: last })
    }
    const client = connect(here, { token: await dona(), protocol: PROTOCOL, cursor: last - 6 })
    const listener = collect(client)
    await listener.upTo(last)
    expect(listener.got).toEqual(numbers(last - 5, last))
    const headers = { authorization: `Bearer ${await dona()}` }
    const ask = (after: number) =>
      here.web.app.inject({ url: `/api/v1/events?after=${after}&limit=3`, headers })
    expect((await ask(last - 7)).json()).toEqual({ items: [], seq: last, cursorTooOld: true })
    const page = (await ask(last - 6)).json()
    expect(page.items.map((event: LogEvent) => event.seq)).toEqual(numbers(last - 5, last - 3))
  })

  it('never tells another tenant', async () => {
    const owner = {
      email: 'strange@rt.example',
      password: 'a-long-password',
      name: 'Fora',
      mustChange: false,
    }
    await createTenant(here.web.db, { name: 'Outra', slug: 'outra', owner })
    const stranger = connect(here, {
      token: await tokenOf(here.web, owner.email, owner.password),
      protocol: PROTOCOL,
    })
    await once(stranger, 'hello')
    const heard = collect(stranger)
    const client = connect(here, { token: await dona(), protocol: PROTOCOL })
    const { seq } = await once(client, 'hello')
    const listener = collect(client)
    await announce(here, 3)
    await listener.upTo(seq + 3)
    expect(heard.got).toEqual([])
  })
})

describe('sessions', () => {
  it('closes the sockets of an ended session, in the other process too', async () => {
    const { answer, refreshToken } = await here.web.accounts.signIn({
      ...OWNER,
      client: 'desktop',
      address: '192.0.2.7',
    })
    const both = [here, there].map((house) =>
      connect(house, { token: answer.accessToken, protocol: PROTOCOL }),
    )
    await Promise.all(both.map((client) => once(client, 'hello')))
    const ended = both.map((client) => once(client, 'sessionEnded'))
    await here.web.accounts.signOut(refreshToken)
    await Promise.all(ended)
    expect(await refusal({ token: answer.accessToken, protocol: PROTOCOL })).toBe('unauthorized')
  })
})

describe('presence', () => {
  const conversation = (of = tenantId) =>
    makeConversation(here.web.db, { tenantId: of, instanceId: instances.get(of)! })
  const instances = new Map<string, string>()
  async function withInstance(of: string): Promise<void> {
    const id = uuidv7()
    await here.web.db.tenant(of, (tx) =>
      tx.query(
        `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
         values ($1, $2, $3, 'connected', $4, $5, $5)`,
        [of, id, id, Buffer.from(id), tx.now],
      ),
    )
    instances.set(of, id)
  }
  beforeAll(() => withInstance(tenantId))

  it('and typing are of the tenant’s own conversations only', async () => {
    const person = { email: 'look@rt.example', password: 'a-long-password', name: 'Fora', mustChange: false }
    const stranger = await createTenant(here.web.db, { name: 'Vizinha', slug: 'vizinha', owner: person })
    await withInstance(stranger.tenantId)
    const foreign = await conversation(stranger.tenantId)
    const own = await conversation()
    const [mine, theirs] = [await dona(), await outra()]
    const client = connect(here, { token: mine, protocol: PROTOCOL })
    const colleague = connect(here, { token: theirs, protocol: PROTOCOL })
    await Promise.all([once(client, 'hello'), once(colleague, 'hello')])
    const told = once(colleague, 'presence')
    client.emit('viewing', { conversationId: foreign.conversationId, typing: true })
    client.emit('viewing', { conversationId: uuidv7(), typing: true })
    client.emit('viewing', { conversationId: own.conversationId, typing: true })
    expect((await told).conversationId).toBe(own.conversationId)
    expect(new Set(here.typing)).toEqual(new Set([`${tenantId} ${own.conversationId}`]))
    expect(await here.metrics.registry.metrics()).toContain(
      'plantao_socket_ignored_total{reason="foreign"} 2',
    )
  })

  it('tells the others who looks and types, and clears when the screen goes away', async () => {
    const { conversationId } = await conversation()
    // Both tokens first: signing in takes longer than a socket needs to say hello to nobody.
    const [mine, theirs] = [await dona(), await outra()]
    const a = connect(here, { token: mine, protocol: PROTOCOL })
    const b = connect(here, { token: theirs, protocol: PROTOCOL })
    await Promise.all([once(a, 'hello'), once(b, 'hello')])
    let told = once(b, 'presence')
    const own = once(a, 'presence')
    a.emit('viewing', { conversationId, typing: true })
    expect(await told).toMatchObject({ conversationId, people: [{ name: 'Dona', typing: true }] })
    expect((await own).people).toEqual([])
    const late = connect(here, { token: await outra(), protocol: PROTOCOL })
    expect(await once(late, 'presence')).toMatchObject({ conversationId, people: [{ name: 'Dona' }] })
    told = once(b, 'presence')
    a.disconnect()
    expect(await told).toEqual({ conversationId, people: [] })
  })

  it('ignores and counts what makes no sense', async () => {
    const [mine, theirs] = [await dona(), await outra()]
    const client = connect(here, { token: mine, protocol: PROTOCOL })
    const other = connect(here, { token: theirs, protocol: PROTOCOL })
    await Promise.all([once(client, 'hello'), once(other, 'hello')])
    const { conversationId } = await conversation()
    const raw = client as unknown as { emit(name: string, ...args: unknown[]): void }
    for (const bad of [undefined, null, 7, 'x', [], { conversationId: 'x' }, { conversationId, typing: 1 }]) {
      raw.emit('viewing', bad)
    }
    raw.emit('no-such-event', {})
    const told = once(other, 'presence')
    client.emit('viewing', { conversationId })
    expect(await told).toMatchObject({ conversationId })
    expect(await here.metrics.registry.metrics()).toContain(
      'plantao_socket_ignored_total{reason="invalid"} 7',
    )
  })
})
