import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { logBounds, readEvents } from '../platform/event-log.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { isTooOld } from './handshake.ts'

/** Catch-up by HTTP, for a console that cannot hold a socket. */
export function realtimeRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.events, ({ query, caller }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const bounds = await logBounds(tx)
        const cursorTooOld = isTooOld(query.after, bounds)
        const items = cursorTooOld ? [] : await readEvents(tx, query.after, query.limit)
        // An entry may have come between the two reads.
        return { items, seq: Math.max(bounds.newest, items.at(-1)?.seq ?? 0), cursorTooOld }
      }),
    ),
  ]
}
