import type { Redis } from 'ioredis'
import { z } from 'zod'

/** What one socket says of itself. */
export type Looking = { conversationId: string; memberId: string; name: string; typing: boolean }

/** Who looks at what, of one tenant; by socket, because one person may sit at two screens. */
export type PresenceStore = {
  put(tenantId: string, socketId: string, looking: Looking): Promise<void>
  remove(tenantId: string, socketId: string): Promise<void>
  all(tenantId: string): Promise<Looking[]>
  /** Says that the sockets of this process are still here. */
  refresh(): Promise<void>
}

/** For one process. */
export function presenceInMemory(): PresenceStore {
  const tenants = new Map<string, Map<string, Looking>>()
  return {
    async put(tenantId, socketId, looking) {
      const sockets = tenants.get(tenantId) ?? new Map<string, Looking>()
      tenants.set(tenantId, sockets.set(socketId, looking))
    },
    async remove(tenantId, socketId) {
      const sockets = tenants.get(tenantId)
      sockets?.delete(socketId)
      if (sockets?.size === 0) tenants.delete(tenantId)
    },
    all: async (tenantId) => [...(tenants.get(tenantId)?.values() ?? [])],
    refresh: async () => undefined,
  }
}

/** An entry nobody refreshed for this long belongs to a process that died, in milliseconds. */
const STALE_MS = 90_000
const Entry = z.object({
  conversationId: z.string(),
  memberId: z.string(),
  name: z.string(),
  typing: z.boolean(),
  at: z.number(),
})

/** For several processes: one hash a tenant. */
export function presenceInRedis(redis: Redis, now: () => number): PresenceStore {
  const mine = new Map<string, { tenantId: string; looking: Looking }>()
  const named = (tenantId: string) => `plantao-presence-${tenantId}`
  async function write(tenantId: string, socketId: string, looking: Looking): Promise<void> {
    await redis
      .multi()
      .hset(named(tenantId), socketId, JSON.stringify({ ...looking, at: now() }))
      .pexpire(named(tenantId), STALE_MS * 2)
      .exec()
  }
  return {
    put: (tenantId, socketId, looking) => {
      mine.set(socketId, { tenantId, looking })
      return write(tenantId, socketId, looking)
    },
    remove: async (tenantId, socketId) => {
      mine.delete(socketId)
      await redis.hdel(named(tenantId), socketId)
    },
    all: async (tenantId) => {
      const found = Object.values(await redis.hgetall(named(tenantId)))
      return found.flatMap((text) => {
        const { data } = Entry.safeParse(JSON.parse(text))
        return data && now() - data.at < STALE_MS ? [data] : []
      })
    },
    refresh: async () => {
      for (const [socketId, { tenantId, looking }] of mine) await write(tenantId, socketId, looking)
    },
  }
}
