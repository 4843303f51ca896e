import { type Debounce, turnDue } from './turn-wait.ts'

/** Where a conversation's turn stands: what the customer wrote above `answeredRevision` waits for an answer. */
export type TurnState = {
  turnRevision: number
  answeredRevision: number
  turnOpenedAt: Date | null
  turnDueAt: Date | null
}

/** Whether anything waits for an answer. */
export function isTurnOpen({
  turnRevision,
  answeredRevision,
}: Pick<TurnState, 'turnRevision' | 'answeredRevision'>) {
  return turnRevision > answeredRevision
}

type Came = {
  /** What came, for judging how long to wait for more. */
  words: string
  now: Date
  debounce: Debounce
  /** When its answer is due whatever was written. */
  dueAt?: Date | undefined
  /** It is due no sooner than this from now. Milliseconds. */
  atLeastMs?: number | undefined
}

/** The turn once a bubble came, changed or got its words: open, new, and due after the wait that these words ask for. */
export function turnAfter(
  turn: TurnState,
  { words, now, debounce, dueAt, atLeastMs = 0 }: Came,
): { turnRevision: number; turnOpenedAt: Date; turnDueAt: Date } {
  const turnOpenedAt = isTurnOpen(turn) && turn.turnOpenedAt ? turn.turnOpenedAt : now
  const written = turnDue({ now, openedAt: turnOpenedAt, text: words, debounce })
  const soonest = now.getTime() + atLeastMs
  return {
    turnRevision: turn.turnRevision + 1,
    turnOpenedAt,
    turnDueAt: dueAt ?? new Date(Math.max(written.getTime(), soonest)),
  }
}
