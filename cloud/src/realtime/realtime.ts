import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import { Server } from 'socket.io'
import type { Accounts } from '../accounts/index.ts'
import { hasConversation } from '../conversations/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import { isNormalTarget, pathOf } from '../platform/http/request-target.ts'
import type { Logger } from '../platform/logging.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { WakeUp } from '../platform/wake-up.ts'
import { type Backlog, cutWhenSlow, MOST_WAITING } from './backlog.ts'
import { createFeeds } from './feeds.ts'
import { judgeHandshake } from './handshake.ts'
import { presenceInMemory, presenceInRedis } from './presence.store.ts'
import { createPresence, type OnTyping } from './presence.ts'
import { type ConsoleServer, type ConsoleSocket, familyRoom, memberRoom, tenantRoom } from './rooms.ts'
import { checkSessions } from './sessions.ts'
import { followWebsockets } from './websockets.ts'

/** Bytes of one message from a client; `viewing` takes about 80. */
const MOST_BYTES = 64_000
const PATH = '/socket.io/'
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
  /** What may wait for one console before it is cut. */
  mostWaiting?: Backlog
  /** Shows each line to whoever watches what waits in it. */
  onLine?: (line: ConsoleSocket['conn']) => void
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
  const websockets = followWebsockets(options.server)
  const io: ConsoleServer = new Server(options.server, {
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: 10_000,
  })
  io.engine.use((request: IncomingMessage, _answer: unknown, next: (refusal?: Error) => void) => {
    const target = request.url ?? ''
    next(isNormalTarget(target) && pathOf(target) === PATH ? undefined : new Error('odd address'))
  })
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
    Object.assign(socket.data, outcome)
    next()
  })
  io.on('connection', (socket) => {
    const { caller, newest, cursorTooOld } = socket.data
    open.inc()
    socket.on('disconnect', () => open.dec())
    socket.on('error', onError)
    cutWhenSlow(socket.conn, options.mostWaiting ?? MOST_WAITING, () => slow.inc())
    options.onLine?.(socket.conn)
    socket.join([tenantRoom(caller.tenantId), memberRoom(caller.memberId), familyRoom(caller.familyId)])
    socket.emit('hello', { protocol: PROTOCOL, seq: newest })
    if (cursorTooOld) socket.emit('cursorTooOld', { protocol: PROTOCOL, seq: newest })
    feeds.admit(socket)
    presence.follow(socket, caller)
  })

  function closeFamily(familyId: string): void {
    const sockets = io.local.in(familyRoom(familyId))
    sockets.emit('sessionEnded')
    sockets.disconnectSockets(true)
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
      websockets.cutAfter(FAREWELL_MS)
      await subscriber?.quit().catch(() => undefined)
    },
  }
}
