import type { OutboundRow } from './outbound.repo.ts'
import type { OwnershipEvent, OwnershipFields } from './ownership.ts'

type Act = { memberId: string; at: Date }

/** A claim, or null where that member has the conversation already. */
export function claimStep(now: OwnershipFields, { memberId, at }: Act): OwnershipEvent | null {
  if (now.assigneeId === memberId && now.state !== 'ai_active') return null
  return { type: 'claimed', at, memberId }
}

/** Giving the conversation back to the AI, or null where the AI has it. */
export function giveBackStep(now: OwnershipFields, at: Date): OwnershipEvent | null {
  return now.state === 'ai_active' ? null : { type: 'returned', at }
}

/** Closing, or null where it is closed and nobody holds it. */
export function closeStep(now: OwnershipFields, at: Date): OwnershipEvent | null {
  return now.closedAt && now.state === 'ai_active' ? null : { type: 'closed', at }
}

/** The member who holds a conversation, unless it is this one: two attendants must not both answer by accident. */
export function heldByAnother(now: OwnershipFields, memberId: string): string | null {
  const { state, assigneeId } = now
  return state === 'ai_active' || assigneeId === memberId ? null : assigneeId
}

/** Whether a message may go into the line again by hand: a person's that failed. The bot's are never repeated so. */
export function mayRetry({ state, epoch }: Pick<OutboundRow, 'state' | 'epoch'>): boolean {
  return state === 'failed' && epoch === null
}
