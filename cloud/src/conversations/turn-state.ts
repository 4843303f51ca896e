import { type Debounce, turnDue } from './turn-wait.ts'

/** Where a conversation's turn stands: what the customer wrote above `answeredRevision` waits for a reaction. */
export type TurnState = {
  turnRevision: number
  answeredRevision: number
  turnOpenedAt: Date | null
  turnDueAt: Date | null
}

/** Whether anything waits for a reaction. */
export function isTurnOpen({
  turnRevision,
  answeredRevision,
}: Pick<TurnState, 'turnRevision' | 'answeredRevision'>) {
  return turnRevision > answeredRevision
}

/**
 * The turn once a bubble came, changed or got its words: open, new, and due after the wait that these words ask for.
 * @param words what came, for judging how long to wait for more
 */
export function turnAfter(
  turn: TurnState,
  { words, now, debounce }: { words: string; now: Date; debounce: Debounce },
): { turnRevision: number; turnOpenedAt: Date; turnDueAt: Date } {
  const turnOpenedAt = isTurnOpen(turn) && turn.turnOpenedAt ? turn.turnOpenedAt : now
  return {
    turnRevision: turn.turnRevision + 1,
    turnOpenedAt,
    turnDueAt: turnDue({ now, openedAt: turnOpenedAt, text: words, debounce }),
  }
}
