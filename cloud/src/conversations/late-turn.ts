import { smallTalk } from '../portuguese/index.ts'
import { wholeSecond } from './late.ts'
import type { Bubble } from './turn.repo.ts'

type Late = Pick<Bubble, 'kind' | 'text' | 'at'>

/**
 * What of an open turn is history. `answered`: all of it, and a person answered since. `only`: nobody did, and the
 * customer wrote nothing in time. `among`: they also wrote in time, so they are there. Absent: nothing of it.
 */
export type History = 'answered' | 'only' | 'among'

/**
 * Takes out of a turn the late bubbles that a person has answered since, and tells what of the rest is history. Pure.
 * @param answeredAt when a person last wrote in this thread
 */
export function withoutAnswered(
  bubbles: Bubble[],
  answeredAt: Date | null,
): { bubbles: Bubble[]; history?: History } {
  const isAnswered = ({ late, at }: Bubble) =>
    late === true && answeredAt !== null && wholeSecond(at) < wholeSecond(answeredAt)
  const rest = bubbles.filter((bubble) => !isAnswered(bubble))
  const live = rest.filter(({ deleted }) => !deleted)
  const late = live.filter((bubble) => bubble.late)
  if (late.length > 0) return { bubbles: rest, history: late.length === live.length ? 'only' : 'among' }
  return live.length === 0 && rest.length < bubbles.length
    ? { bubbles: rest, history: 'answered' }
    : { bubbles: rest }
}

/**
 * Whether a bubble of long ago needs no answer any more: a person has written since, or it was small talk. Pure.
 */
export function isSettledLate({ kind, text, at }: Late, answeredAt: Date | null): boolean {
  const asksNothing = kind === 'sticker' || (kind === 'text' && smallTalk(text ?? '') !== null)
  return asksNothing || (answeredAt !== null && at < answeredAt)
}

/**
 * When a turn with history in it is due: at its old time when bubbles that came in time wait in it, else when its number
 * may have gone quiet. Pure.
 */
export function lateDueAt(turn: { turnDueAt: Date | null; hasInTime: boolean; now: Date }): Date | undefined {
  return turn.hasInTime ? (turn.turnDueAt ?? undefined) : new Date(turn.now.getTime() + QUIET_MS)
}

/**
 * No person is called for history before this long without any more of it: after a reconnect it comes in bursts of
 * thousands, questions long before the owner's own answers to them. Milliseconds.
 */
export const QUIET_MS = 60_000
/** A number on which history never ends calls a person all the same after this. Milliseconds. */
const LONGEST_MS = 10 * 60_000

/** When a person may be called for a turn of history: once its number was quiet. Pure. */
export function quietAt({ openedAt, lastLateAt }: { openedAt: Date; lastLateAt: Date }): Date {
  return new Date(Math.min(lastLateAt.getTime() + QUIET_MS, openedAt.getTime() + LONGEST_MS))
}
