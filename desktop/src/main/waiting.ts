import type { ConsoleState } from '../engine/state.ts'

/** How many customers wait for a person nobody has sent yet: the number on tray and badge. */
export function waitingCount({ conversations }: Pick<ConsoleState, 'conversations'>): number {
  return Object.values(conversations).filter(
    (each) => each.state === 'awaiting_human' && !each.assignee && !each.closedAt,
  ).length
}
