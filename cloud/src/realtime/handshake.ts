import { Handshake, OLDEST_PROTOCOL, PROTOCOL, type Refusal } from '@plantao/shared/realtime/protocol'
import type { Database } from '../platform/database.ts'
import { ExpectedError } from '../platform/errors.ts'
import { logBounds } from '../platform/event-log.ts'
import type { Authenticate, Caller } from '../platform/http/bind.ts'

export type Accepted = {
  caller: Caller
  /** The newest sequence at the instant of acceptance. */
  newest: number
  /** Where the listener goes on from. */
  position: number
  /** What it has stored no longer joins on to the log. */
  cursorTooOld: boolean
}

/**
 * Judges a handshake: who it is and from where it goes on, or the name of the refusal. The version comes first, so
 * that a client too old to speak properly is still told why.
 */
export async function judgeHandshake(
  { db, authenticate }: { db: Database; authenticate: Authenticate },
  auth: unknown,
): Promise<Accepted | Refusal> {
  const protocol = (auth as { protocol?: unknown } | null | undefined)?.protocol
  if (typeof protocol === 'number' && protocol < OLDEST_PROTOCOL) return 'clientTooOld'
  if (typeof protocol === 'number' && protocol > PROTOCOL) return 'serverTooOld'
  const { data } = Handshake.safeParse(auth)
  if (!data) return 'invalidHandshake'
  try {
    const caller = await authenticate(data.token)
    if (caller.mustChangePassword) return 'unauthorized'
    const { newest, oldest } = await db.tenant(caller.tenantId, logBounds)
    const cursor = data.cursor ?? newest
    // A cursor from the future was given before a restore of the database: what it counts is another history.
    const cursorTooOld = isTooOld(cursor, { newest, oldest })
    return { caller, newest, position: cursorTooOld ? newest : cursor, cursorTooOld }
  } catch (error) {
    return error instanceof ExpectedError ? 'unauthorized' : 'unavailable'
  }
}

/** Does this cursor no longer join on to what is kept? */
export function isTooOld(cursor: number, { newest, oldest }: { newest: number; oldest: number }): boolean {
  return cursor < oldest - 1 || cursor > newest
}
