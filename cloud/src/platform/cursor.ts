import { Id } from '@plantao/shared/ids'
import { expected } from './errors.ts'

/** A cursor that is the id a page ended with; null for the first page. Throws `request.invalid` for one that was never ours. */
export function idCursor(cursor: string | null | undefined): string | null {
  if (cursor == null) return null
  if (!Id.safeParse(cursor).success) throw neverOurs()
  return cursor
}

/** A cursor that is a whole number of at most so many digits; null for the first page. Throws like `idCursor`. */
export function numberCursor(cursor: string | undefined, digits = 15): number | null {
  if (cursor === undefined) return null
  if (!/^\d+$/.test(cursor) || cursor.length > digits) throw neverOurs()
  return Number(cursor)
}

/** The failure of a cursor that this list never gave. */
export function neverOurs() {
  return expected('request.invalid', { faults: [{ field: 'cursor', kind: 'shape' }] })
}
