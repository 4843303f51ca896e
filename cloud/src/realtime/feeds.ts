import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import { newestSequences, readEvents } from '../platform/event-log.ts'
import { hasRoom } from './backlog.ts'
import { Feed, type Listener } from './feed.ts'
import { type ConsoleServer, type ConsoleSocket, liveRoom } from './rooms.ts'

type Deps = { io: ConsoleServer; db: Database; onError: (error: Error) => void }

/** The feeds of all tenants with a console on this process. */
export function createFeeds({ io, db, onError }: Deps) {
  const feeds = new Map<string, { feed: Feed; listeners: Set<Listener> }>()

  function feedOf(tenantId: string, newest: number) {
    const known = feeds.get(tenantId)
    if (known) return known
    const feed = new Feed(
      newest,
      (after, limit) => db.tenant(tenantId, (tx) => readEvents(tx, after, limit)),
      (events) => {
        // A feed that ended while it read must not speak into the room of its successor.
        if (feeds.get(tenantId) !== made) return
        // Each process reads the log itself, so it tells its own sockets only.
        io.local.to(liveRoom(tenantId)).emit('events', events)
      },
    )
    const made = { feed, listeners: new Set<Listener>() }
    feeds.set(tenantId, made)
    return made
  }

  async function serve(feed: Feed, listener: Listener): Promise<void> {
    await feed.admit(listener)
    // What was committed after the handshake and before there was a feed woke nobody.
    await feed.wake()
  }

  function wake(tenantId: string): void {
    feeds
      .get(tenantId)
      ?.feed.wake()
      .catch((error) => onError(asError(error)))
  }

  return {
    /** Serves one socket from its position on. */
    admit(socket: ConsoleSocket): void {
      const { caller, newest, position } = socket.data
      const { tenantId } = caller
      const { feed, listeners } = feedOf(tenantId, newest)
      const listener: Listener = {
        position,
        send: (events) => void socket.emit('events', events),
        join: () => void socket.join(liveRoom(tenantId)),
        ready: () => hasRoom(socket.conn),
        get gone() {
          return !socket.connected
        },
      }
      listeners.add(listener)
      socket.on('disconnect', () => {
        feed.forget(listener)
        listeners.delete(listener)
        if (listeners.size === 0 && feeds.get(tenantId)?.feed === feed) feeds.delete(tenantId)
      })
      serve(feed, listener).catch((error) => {
        onError(asError(error))
        // The connection is cut, not ended by us: the client comes back with its cursor by itself.
        socket.conn.close()
      })
    },
    wake: (tenantId: string | null): void => {
      for (const id of tenantId === null ? feeds.keys() : [tenantId]) wake(id)
    },
    /** The net under the wake-ups: asks for the newest sequence of every tenant with a console here. */
    async check(): Promise<void> {
      if (feeds.size === 0) return
      const rows = await newestSequences(db, [...feeds.keys()])
      for (const row of rows) {
        const known = feeds.get(row.tenantId)
        if (known && known.feed.head < row.newest) wake(row.tenantId)
      }
    },
  }
}
