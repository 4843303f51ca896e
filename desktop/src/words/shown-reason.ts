import type { HandoffReason, SilenceReason } from '@plantao/shared/handoff'

/** What people read as the reason: the closed list, and history, which is among its rules. */
export type ShownReason = HandoffReason | SilenceReason | 'arrived_late'

/** The reason of a handoff or a receipt, as people read it. */
export function shownReason<R extends ShownReason>(told: {
  reason: R
  late?: boolean | undefined
}): R | 'arrived_late' {
  return told.late ? 'arrived_late' : told.reason
}
