import type { OutboundRow } from './outbound-row.ts'
import type { OwnershipEvent, OwnershipFields } from './ownership.ts'

type Act = { memberId: string; at: Date }

/** A claim, or null where that member has the conversation already. */
export function claimStep(now: OwnershipFields, { memberId, at }: Act): OwnershipEvent | null {
  if (now.assigneeId === memberId && now.state !== 'ai_active') return null
  return { type: 'claimed', at, memberId }
}

/** Taking one's own claim back, to the queue or to the member `to`; null where there is none, or it was answered. */
export function releaseStep(
  now: OwnershipFields,
  { memberId, to, at }: Act & { to: string | null },
): OwnershipEvent | null {
  if (now.state !== 'awaiting_human' || now.assigneeId !== memberId) return null
  return { type: 'released', at, memberId: to }
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

/** Whether a message may be queued again by a person: a person's that failed. The bot's are never repeated so. */
export function mayRetry({ state, epoch }: Pick<OutboundRow, 'state' | 'epoch'>): boolean {
  return state === 'failed' && epoch === null
}
