import { z } from 'zod'
import { idCursor, neverOurs, numberCursor } from '../platform/cursor.ts'

const Cursor = z.object({ at: z.iso.datetime(), key: z.string().max(40) })

/** Where a page ended: an instant and a tie-breaker, opaque to the client. */
export function writeCursor(at: Date, key: string): string {
  return Buffer.from(JSON.stringify({ at: at.toISOString(), key })).toString('base64url')
}

/** Reads a cursor whose tie-breaker is an id; anything but one of ours is the client's mistake. */
export function readIdCursor(cursor: string): { at: Date; key: string } {
  const { at, key } = read(cursor)
  return { at, key: idCursor(key)! }
}

/** The same, with a number that breaks the tie. */
export function readNumberCursor(cursor: string): { at: Date; key: number } {
  const { at, key } = read(cursor)
  return { at, key: numberCursor(key)! }
}

function read(cursor: string): { at: Date; key: string } {
  try {
    const { at, key } = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { at: new Date(at), key }
  } catch {
    throw neverOurs()
  }
}
