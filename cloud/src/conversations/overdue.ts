import type { OutboundRow } from './outbound-row.ts'
import { isOpen } from './send-states.ts'
import { isTurnOpen, type TurnState } from './turn-state.ts'

/** What is past its time by this and still open has lost its job; younger things are simply being worked on. Milliseconds. */
const OVERDUE_MS = 20_000

/** What was due before this and is still open is put to work again. */
export function overdueBefore(now: Date): Date {
  return new Date(now.getTime() - OVERDUE_MS)
}

/** What `overdue_turns` of the schema finds. */
export function isTurnOverdue(turn: TurnState, before: Date): boolean {
  return isTurnOpen(turn) && turn.turnDueAt !== null && turn.turnDueAt < before
}

/** What `overdue_outbound` of the schema finds. */
export function isSendOverdue(
  { state, createdAt, notBefore }: Pick<OutboundRow, 'state' | 'createdAt' | 'notBefore'>,
  before: Date,
): boolean {
  return isOpen({ state }) && createdAt < before && notBefore < before
}
