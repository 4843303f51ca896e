import { type AddressInfo, connect } from 'node:net'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { createTenant } from '../../src/accounts/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLogger } from '../../src/platform/logging.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { roleUrl } from '../../src/platform/roles.ts'
import { createWakeUp, type WakeUp } from '../../src/platform/wake-up.ts'
import { type Realtime, startRealtime } from '../../src/realtime/index.ts'

// More sockets than any console opens, sockets that never sign in, and ones that talk without end. Numbers and times are turned
// down: nothing else is.

const LIMITS = { perSession: 3, perMember: 5, perNetwork: 12, waitingPerNetwork: 4, packetsPerSecond: 100 }
const CONNECT_MS = 600
const OWNER = { email: 'dona@crowd.example', password: 'a-long-password' }
let database: TestDatabase
let web: TestWeb
let wakeUp: WakeUp
let realtime: Realtime
let port: number
const metrics = createMetrics()
const sockets: (Socket | ReturnType<typeof connect>)[] = []

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url, { onFamilyRevoked: (id) => realtime.endFamily(id) })
  wakeUp = await createWakeUp({ db: web.db, listenUrl: roleUrl(database.url, 'plantao_app') })
  realtime = startRealtime({
    server: web.app.server,
    db: web.db,
    clock: systemClock,
    accounts: web.accounts,
    wakeUp,
    metrics,
    log: createLogger({ level: 'debug' }, suiteLog),
    trustProxy: ['loopback'],
    limits: LIMITS,
    connectMs: CONNECT_MS,
  })
  await web.app.listen({ host: '127.0.0.1', port: 0 })
  port = (web.app.server.address() as AddressInfo).port
  const owner = { ...OWNER, name: 'Dona', mustChange: false }
  await createTenant(web.db, { name: 'Casa', slug: 'crowd', owner })
}, 120_000)
afterEach(async () => {
  for (const socket of sockets.splice(0)) 'disconnect' in socket ? socket.disconnect() : socket.destroy()
  await expect.poll(() => openSockets()).toBe(0)
})
afterAll(async () => {
  await realtime.close()
  await wakeUp.close()
  await web.app.close()
  await web.db.close()
  await database.drop()
})

async function reading(name: string, label = ''): Promise<number> {
  const text = await metrics.registry.metrics()
  const line = text.split('\n').find((one) => one.startsWith(`plantao_${name}${label}`))
  return Number(line?.split(' ').at(-1) ?? 0)
}
const openSockets = () => reading('sockets')
const token = () => tokenOf(web, OWNER.email, OWNER.password)

/** A console from an address; resolves with what became of it. */
function open(given: string, address: string): Promise<'in' | string> {
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: { token: given, protocol: PROTOCOL },
    transports: ['websocket'],
    extraHeaders: { 'x-forwarded-for': address },
    reconnection: false,
    forceNew: true,
  })
  sockets.push(socket)
  return new Promise((resolve) => {
    socket.once('hello', () => resolve('in'))
    socket.once('connect_error', (error) => resolve(error.message))
    socket.once('disconnect', (reason) => resolve(reason))
  })
}

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n'
/** A bare websocket that says nothing, answers no farewell, and tells how long it was left open. */
function bare(address: string, query = 'EIO=4&transport=websocket') {
  const begun = performance.now()
  const socket = connect(port, '127.0.0.1', () =>
    socket.write(
      `GET /socket.io/?${query} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n${UPGRADE}\r\n`,
    ),
  )
  sockets.push(socket)
  let said = ''
  const upgraded = new Promise<boolean>((resolve) => {
    socket.on('data', (chunk) => {
      said += chunk
      if (said.includes('\r\n')) resolve(said.startsWith('HTTP/1.1 101'))
    })
    socket.on('close', () => resolve(false))
    socket.on('error', () => resolve(false))
  })
  const closedAfter = new Promise<number>((resolve) =>
    socket.on('close', () => resolve(performance.now() - begun)),
  )
  return { socket, upgraded, closedAfter }
}

describe('sockets of one sign-in', () => {
  it('are three, of one person five, at once or one after the other, and a place that is left is free', async () => {
    const [one, two, three] = [await token(), await token(), await token()]
    const first = await Promise.all(Array.from({ length: 8 }, (_, i) => open(one, `198.51.100.${i}`)))
    expect(first.filter((became) => became === 'in')).toHaveLength(3)
    expect(await open(one, '198.51.100.20')).toBe('unavailable')
    const second = []
    for (let i = 0; i < 3; i++) second.push(await open(two, `198.51.100.${30 + i}`))
    expect(second).toEqual(['in', 'in', 'unavailable'])
    expect(await open(three, '198.51.100.40')).toBe('unavailable')
    const left = sockets.find((socket) => 'connected' in socket && socket.connected) as Socket
    left.disconnect()
    await expect.poll(() => openSockets()).toBe(4)
    expect(await open(three, '198.51.100.41')).toBe('in')
    expect(await reading('socket_refused_total', '{reason="too_many"}')).toBeGreaterThan(0)
  })
})

describe('sockets of one network', () => {
  it('that have not signed in are four; others come in meanwhile, by IPv6 each /64 for itself', async () => {
    const at = (i: number) => `2001:db8:0:1::${i}`
    const crowd = Array.from({ length: 20 }, (_, i) => bare(at(i)))
    const came = await Promise.all(crowd.map(({ upgraded }) => upgraded))
    expect(came.filter(Boolean)).toHaveLength(4)
    expect(await open(await token(), '2001:db8:0:2::1')).toBe('in')
    expect(await open(await token(), '198.51.100.50')).toBe('in')
    expect(await reading('socket_cut_total', '{reason="crowd"}')).toBeGreaterThan(0)
  })

  it('are cut when their time to sign in is over, without waiting for a farewell', async () => {
    const silent = bare('198.51.100.60')
    expect(await silent.upgraded).toBe(true)
    const ms = await silent.closedAfter
    expect(ms).toBeGreaterThan(CONNECT_MS * 0.9)
    // `ws` alone would wait 30 s more for an answer to its close frame.
    expect(ms).toBeLessThan(CONNECT_MS + 5_000)
  })

  it('are cut as well when they hang on to a session that polls, or to none', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`)
    const { sid } = JSON.parse((await answer.text()).slice(1)) as { sid: string }
    const hangers = Array.from({ length: 5 }, () =>
      bare('198.51.100.70', `EIO=4&transport=websocket&sid=${sid}`),
    )
    await Promise.all(hangers.map(({ closedAfter }) => closedAfter))
    expect(await bare('198.51.100.71', 'EIO=4&transport=websocket&sid=none').upgraded).toBe(false)
  })

  it('leave a signed-in console alone, whether it began by polling or not', async () => {
    const polling = io(`http://127.0.0.1:${port}`, {
      auth: { token: await token(), protocol: PROTOCOL },
      transports: ['polling', 'websocket'],
      extraHeaders: { 'x-forwarded-for': '198.51.100.80' },
      reconnection: false,
      forceNew: true,
    })
    sockets.push(polling)
    await new Promise((resolve) => polling.once('hello', resolve))
    await expect.poll(() => polling.io.engine.transport.name).toBe('websocket')
    expect(await open(await token(), '198.51.100.81')).toBe('in')
    const silent = bare('198.51.100.82')
    await silent.closedAfter
    const later = bare('198.51.100.82')
    await later.closedAfter
    expect(polling.connected).toBe(true)
    expect(await openSockets()).toBe(2)
  })
})

describe('a console that talks without end', () => {
  it('is cut, and the house answers others all the while', async () => {
    expect(await open(await token(), '198.51.100.90')).toBe('in')
    const flooder = sockets.at(-1) as Socket
    const gone = new Promise<string>((resolve) => flooder.once('disconnect', resolve))
    const health = async () => (await fetch(`http://127.0.0.1:${port}/health`)).status
    for (let i = 0; i < 50_000; i++) flooder.emit('viewing', { conversationId: null, typing: false })
    const answers = Promise.all([health(), health(), health()])
    expect(await gone).toBe('transport close')
    expect(await reading('socket_cut_total', '{reason="flooding"}')).toBe(1)
    expect(await reading('socket_ignored_total', '{reason="too_many"}')).toBeLessThan(1_000)
    expect(await answers).toEqual([200, 200, 200])
  })

  it('is not one that types as fast as hands can', async () => {
    expect(await open(await token(), '198.51.100.91')).toBe('in')
    const typist = sockets.at(-1) as Socket
    for (let i = 0; i < 60; i++) typist.emit('viewing', { conversationId: null, typing: i % 2 === 0 })
    await expect.poll(() => reading('socket_ignored_total', '{reason="too_many"}')).toBeGreaterThanOrEqual(40)
    expect(await open(await token(), '198.51.100.92')).toBe('in')
    expect(typist.connected).toBe(true)
  })
})

describe('a session that ended', () => {
  it('is not listened to longer than a farewell takes, even by a client that gives no answer', async () => {
    const given = await token()
    const deaf = bare('198.51.100.95')
    await deaf.upgraded
    deaf.socket.write(frame(`40${JSON.stringify({ token: given, protocol: PROTOCOL })}`))
    await expect.poll(() => openSockets()).toBe(1)
    const { familyId } = await web.accounts.authenticate(given)
    const begun = performance.now()
    realtime.endFamily(familyId)
    await deaf.closedAfter
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})

/** A text frame of a client, masked with zeros (RFC 6455). */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const head = Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 255, 0, 0, 0, 0])
  return Buffer.concat([head, body])
}
