import { z } from 'zod'

/**
 * Every id of ours is a UUID (version 7: sortable by time, made in the process that inserts the row), in lower case from the
 * door on: what is looked up in memory by it must not miss for a capital letter.
 */
export const Id = z.uuid().toLowerCase()
export type Id = z.infer<typeof Id>

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime()

/** Opaque keyset cursor: whatever the server gave as `nextCursor`. */
export const Cursor = z.string().min(1).max(300)

/** One page of a list. Every list answers this shape. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() })
}
