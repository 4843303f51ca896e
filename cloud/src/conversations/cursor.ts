import { z } from 'zod'
import { expected } from '../platform/errors.ts'

const Cursor = z.object({
  at: z.iso.datetime(),
  key: z
    .string()
    .max(40)
    .regex(/^[0-9a-f-]+$/),
})

/** Where a page ended: an instant and a tie-breaker, opaque to the client. */
export function writeCursor(at: Date, key: string): string {
  return Buffer.from(JSON.stringify({ at: at.toISOString(), key })).toString('base64url')
}

/** Reads a cursor of ours; anything else is the client's mistake. */
export function readCursor(cursor: string): { at: Date; key: string } {
  try {
    const { at, key } = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { at: new Date(at), key }
  } catch {
    throw expected('request.invalid', { fields: 'cursor' })
  }
}
