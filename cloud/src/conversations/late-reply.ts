import { HELD_MS, wholeSecond } from './late.ts'
import { isBeforeHandBack, next, type Ownership } from './ownership.ts'

export type EarlierWords = {
  /** When a person wrote them on the company's phone. */
  at: Date
  /** When they came to us: the clock of the hand-back begins here, never in the past. */
  arrivedAt: Date
  /** When the customer last asked anything, as far as is known. */
  askedAt: Date | null
}

/**
 * Whom a conversation belongs to once words come to light that a person wrote long ago on the company's phone. They
 * answer what was asked before them; whoever answers what was asked since is decided by what came since. Within a day of
 * being written they hold the conversation, as they would have then; older ones would have been given back by now. Pure.
 */
export function afterEarlierWords(now: Ownership, { at, arrivedAt, askedAt }: EarlierWords): Ownership {
  if (isBeforeHandBack(at, now.handedBackAt) || isBeforeHandBack(at, now.closedAt)) return now
  if (askedAt && wholeSecond(at) <= wholeSecond(askedAt)) return now
  const holds = arrivedAt.getTime() - at.getTime() <= HELD_MS
  if (now.state === 'human_replied') {
    const lastHumanAt = holds && now.assigneeId === null ? arrivedAt : now.lastHumanAt
    return now.waitingSince === null && lastHumanAt === now.lastHumanAt
      ? now
      : { ...now, waitingSince: null, lastHumanAt }
  }
  // Somebody at a console has taken it and sees these words there.
  if (now.assigneeId !== null) return now
  if (holds) return next(now, { type: 'human_wrote', at, memberId: null, arrivedAt })
  return now.state === 'awaiting_human' ? next(now, { type: 'returned', at: arrivedAt }) : now
}
