import type { Server as HttpServer } from 'node:http'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import { Server } from 'socket.io'
import type { Accounts } from '../accounts/index.ts'
import { hasConversation } from '../conversations/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import { addressBehind } from '../platform/http/address-behind.ts'
import { isLoopback } from '../platform/http/inside.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { Logger } from '../platform/logging.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { WakeUp } from '../platform/wake-up.ts'
import { ADMISSION_LIMITS, type AdmissionLimits, CONNECT_MS, createAdmission } from './admission.ts'
import { type Backlog, cutWhenSlow, MOST_WAITING } from './backlog.ts'
import { cut } from './connection.ts'
import { createFeeds } from './feeds.ts'
import { judgeHandshake } from './handshake.ts'
import { presenceInMemory, presenceInRedis } from './presence.store.ts'
import { createPresence, type OnTyping } from './presence.ts'
import { type ConsoleServer, type ConsoleSocket, familyRoom, memberRoom, tenantRoom } from './rooms.ts'
import { checkSessions } from './sessions.ts'

/** Bytes of one message from a client; `viewing` takes about 80. */
const MOST_BYTES = 64_000
const CHECK_LOG_MS = 1_000
const CHECK_SESSIONS_MS = 60_000
const REFRESH_PRESENCE_MS = 30_000
const FAREWELL_MS = 1_000

export type RealtimeOptions = {
  /** The server that Fastify listens with. */
  server: HttpServer
  db: Database
  clock: Clock
  accounts: Pick<Accounts, 'authenticate' | 'stillLives' | 'forget'>
  wakeUp: WakeUp
  metrics: Metrics
  log: Logger
  onTyping?: OnTyping
  /** Makes presence cross processes. */
  redis?: Redis
  /** Whose `X-Forwarded-For` is believed: addresses or ranges. */
  trustProxy: string[]
  limits?: AdmissionLimits
  /** Milliseconds that a connection may take to sign in. */
  connectMs?: number
  /** What may wait for one console before it is cut. */
  mostWaiting?: Backlog
  /** Shows each connection to whoever watches what waits in it. */
  onConnection?: (connection: ConsoleSocket['conn']) => void
}

export type Realtime = {
  /** A session ended: its sockets close, here and in every other process. */
  endFamily(familyId: string): void
  /** Ends all sockets; call it before the HTTP server closes. */
  close(): Promise<void>
}

/** News for consoles: Socket.IO at `/socket.io`. Commands never come this way. */
export function startRealtime(options: RealtimeOptions): Realtime {
  const { db, accounts, wakeUp, metrics, log, redis } = options
  const onError = (error: unknown) => log.warn({ err: asError(error) }, 'realtime')
  const cuts = metrics.counter('socket_cut_total', 'Connections of consoles that were cut', ['reason'])
  const behind = addressBehind(options.trustProxy)
  const admission = createAdmission({
    server: options.server,
    networkOf: (request) => {
      const address = behind(request)
      // Who sits on this machine is no crowd of strangers.
      return isLoopback(address) ? null : networkOf(address)
    },
    limits: options.limits ?? ADMISSION_LIMITS,
    connectMs: options.connectMs ?? CONNECT_MS,
    onCut: (reason) => cuts.inc({ reason }),
  })
  const io: ConsoleServer = new Server(options.server, {
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    // Admission's own clock comes first: it cuts, and does not wait for a farewell.
    connectTimeout: (options.connectMs ?? CONNECT_MS) * 2,
  })
  admission.watch(io)
  const subscriber = redis?.duplicate({
    maxRetriesPerRequest: null,
    // Subscriptions are asked for before the connection stands.
    enableOfflineQueue: true,
  })
  if (redis && subscriber) {
    subscriber.on('error', onError)
    // The adapter drops the promise of a publish; without Redis that would end the process, and only presence is lost.
    const publisher: Redis = Object.create(redis, {
      publish: { value: (to: string, what: Buffer) => redis.publish(to, what).catch(onError) },
    })
    io.adapter(createAdapter(publisher, subscriber))
  }
  const store = redis ? presenceInRedis(redis, () => options.clock.now().getTime()) : presenceInMemory()
  const refused = metrics.counter('socket_refused_total', 'Handshakes refused', ['reason'])
  const ignored = metrics.counter('socket_ignored_total', 'Messages from clients that were ignored', [
    'reason',
  ])
  const open = metrics.gauge('sockets', 'Open sockets')
  const slow = metrics.counter('socket_slow_total', 'Consoles cut because they did not read their news')
  const feeds = createFeeds({ io, db, onError })
  const presence = createPresence({
    io,
    store,
    ignored: (reason) => ignored.inc({ reason }),
    has: (tenantId, conversationId) => db.tenant(tenantId, (tx) => hasConversation(tx, conversationId)),
    ...(options.onTyping ? { onTyping: options.onTyping } : {}),
  })

  io.use(async (socket, next) => {
    const outcome = await judgeHandshake({ db, authenticate: accounts.authenticate }, socket.handshake.auth)
    if (typeof outcome === 'string') {
      refused.inc({ reason: outcome })
      return next(new Error(outcome))
    }
    if (admission.isFull(io, outcome.caller)) {
      refused.inc({ reason: 'too_many' })
      return next(new Error('unavailable'))
    }
    Object.assign(socket.data, outcome)
    next()
  })
  io.on('connection', (socket) => {
    const { caller, newest, cursorTooOld } = socket.data
    // Several of one session may have been judged at once.
    if (admission.isFull(io, caller)) return cut(socket.conn)
    admission.letIn(socket)
    open.inc()
    socket.on('disconnect', () => open.dec())
    socket.on('error', onError)
    cutWhenSlow(socket.conn, options.mostWaiting ?? MOST_WAITING, () => slow.inc())
    options.onConnection?.(socket.conn)
    socket.join([tenantRoom(caller.tenantId), memberRoom(caller.memberId), familyRoom(caller.familyId)])
    socket.emit('hello', { protocol: PROTOCOL, seq: newest })
    if (cursorTooOld) socket.emit('cursorTooOld', { protocol: PROTOCOL, seq: newest })
    feeds.admit(socket)
    presence.follow(socket, caller)
  })

  function closeFamily(familyId: string): void {
    const room = familyRoom(familyId)
    const connections = [...(io.of('/').adapter.rooms.get(room) ?? [])].flatMap(
      (id) => io.of('/').sockets.get(id)?.conn ?? [],
    )
    const sockets = io.local.in(room)
    sockets.emit('sessionEnded')
    sockets.disconnectSockets(true)
    // Who does not take the farewell is not listened to any longer.
    setTimeout(() => connections.forEach(cut), FAREWELL_MS).unref()
  }
  wakeUp.onTenant(feeds.wake)
  wakeUp.onFamilyEnded((familyId) => {
    accounts.forget(familyId)
    closeFamily(familyId)
  })
  const timers = [
    setInterval(() => void feeds.check().catch(onError), CHECK_LOG_MS),
    setInterval(() => void checkSessions(io, accounts, closeFamily).catch(onError), CHECK_SESSIONS_MS),
    setInterval(() => void presence.refresh(), REFRESH_PRESENCE_MS),
  ]
  return {
    endFamily: (familyId) => {
      closeFamily(familyId)
      wakeUp.tellFamilyEnded(familyId)
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      // Not `io.close()`: the HTTP server is not ours to close.
      io.engine.close()
      admission.cutAfter(FAREWELL_MS)
      await subscriber?.quit().catch(() => undefined)
    },
  }
}
