import type { ConversationState } from '@plantao/shared/conversations'
import type { HandoffReason } from '@plantao/shared/handoff'
import { wholeSecond } from './late.ts'

/** Why a person was called. `arrived_late`: for history; the customer was told nothing, and only a person's act ends it. */
export type CalledFor = HandoffReason | 'arrived_late'

/** Who may speak in a conversation. `epoch` rises whenever that changes; bot messages carry the epoch they belong to. */
export type OwnershipFields = {
  state: ConversationState
  epoch: number
  assigneeId: string | null
  waitingSince: Date | null
  handoffReason: CalledFor | null
  handoffQuestion: string | null
  lastHumanAt: Date | null
  handedBackAt: Date | null
  closedAt: Date | null
}

/**
 * These fields and no others. A conversation's row does not fit (it has an id): out of a row, a spread would carry the
 * id of one thread into another. `ownershipOf` takes the fields out of it.
 */
export type Ownership = OwnershipFields & { id?: never }

export type OwnershipEvent =
  | { type: 'customer_wrote'; at: Date; smallTalk: boolean }
  | { type: 'handed_off'; at: Date; reason: CalledFor; question: string }
  /** From the console (`memberId`) or from the company's own phone (null); `arrivedAt` where that is later than `at`. */
  | { type: 'human_wrote'; at: Date; memberId: string | null; arrivedAt?: Date }
  | { type: 'claimed'; at: Date; memberId: string }
  /** A claim is taken back; `memberId` held the conversation before, null: nobody did. */
  | { type: 'released'; at: Date; memberId: string | null }
  | { type: 'returned'; at: Date }
  | { type: 'closed'; at: Date }

/** A new conversation belongs to the AI. */
export const FIRST_OWNERSHIP: Ownership = {
  state: 'ai_active',
  epoch: 0,
  assigneeId: null,
  waitingSince: null,
  handoffReason: null,
  handoffQuestion: null,
  lastHumanAt: null,
  handedBackAt: null,
  closedAt: null,
}

/** The fields of a row that tell who may speak, and nothing else of it. */
export function ownershipOf(row: OwnershipFields): Ownership {
  return {
    state: row.state,
    epoch: row.epoch,
    assigneeId: row.assigneeId,
    waitingSince: row.waitingSince,
    handoffReason: row.handoffReason,
    handoffQuestion: row.handoffQuestion,
    lastHumanAt: row.lastHumanAt,
    handedBackAt: row.handedBackAt,
    closedAt: row.closedAt,
  }
}

/** WhatsApp stamps whole seconds: a message is older than a hand-back only if its whole second is. */
export function isBeforeHandBack(at: Date, handedBackAt: Date | null): boolean {
  return handedBackAt !== null && wholeSecond(at) < wholeSecond(handedBackAt)
}

/** The whole state machine. Pure; a caller holds the conversation's row lock and stores what comes out. */
export function next(now: Ownership, event: OwnershipEvent): Ownership {
  switch (event.type) {
    case 'customer_wrote': {
      if (event.smallTalk) return now
      const waits = now.state === 'ai_active' ? null : (now.waitingSince ?? event.at)
      if (now.closedAt === null && waits === now.waitingSince) return now
      return { ...now, closedAt: null, waitingSince: waits }
    }
    case 'handed_off':
      return {
        ...now,
        state: 'awaiting_human',
        epoch: now.epoch + 1,
        waitingSince: event.at,
        handoffReason: event.reason,
        handoffQuestion: event.question,
        closedAt: null,
      }
    case 'human_wrote':
      if (isBeforeHandBack(event.at, now.handedBackAt)) return now
      return {
        ...now,
        state: 'human_replied',
        epoch: now.epoch + 1,
        assigneeId: event.memberId ?? now.assigneeId,
        waitingSince: null,
        // Answered: what comes later is another call.
        handoffReason: now.handoffReason === 'arrived_late' ? null : now.handoffReason,
        lastHumanAt: event.arrivedAt ?? event.at,
        closedAt: null,
      }
    case 'claimed':
      return {
        ...now,
        state: 'awaiting_human',
        epoch: now.epoch + 1,
        assigneeId: event.memberId,
        waitingSince: now.waitingSince ?? event.at,
        lastHumanAt: event.at,
        closedAt: null,
      }
    case 'released': {
      if (now.state !== 'awaiting_human' || now.assigneeId === null) return now
      // A claim that found nobody waiting began the wait itself, in the same instant; so the wait ends with it.
      const began = now.waitingSince !== null && now.waitingSince.getTime() === now.lastHumanAt?.getTime()
      return {
        ...now,
        state: began ? 'human_replied' : 'awaiting_human',
        epoch: now.epoch + 1,
        assigneeId: event.memberId,
        waitingSince: began ? null : now.waitingSince,
      }
    }
    case 'returned':
      return toTheAi(now, event.at, null)
    case 'closed':
      return toTheAi(now, event.at, event.at)
  }
}

function toTheAi(now: Ownership, at: Date, closedAt: Date | null): Ownership {
  const held = now.state !== 'ai_active'
  return {
    ...FIRST_OWNERSHIP,
    epoch: now.epoch + 1,
    lastHumanAt: now.lastHumanAt,
    // The AI's memory shows where the human stretch ended; a conversation nobody held has no such mark.
    handedBackAt: held ? at : now.handedBackAt,
    closedAt,
  }
}

/** How firmly somebody has the word: the AI, a call for history, a call, a claim, a person who wrote. */
function firmness(now: Ownership): number {
  if (now.state === 'ai_active') return 0
  if (isCalledForHistory(now)) return 1
  if (!isHeldByPerson(now)) return 2
  return now.state === 'awaiting_human' ? 3 : 4
}

/** Whether a person has taken the word, not merely been called for. */
export function isHeldByPerson({ state, assigneeId }: Pick<Ownership, 'state' | 'assigneeId'>): boolean {
  return state === 'human_replied' || (state === 'awaiting_human' && assigneeId !== null)
}

/** Two conversations turn out to be one person's: a human's hold wins, and neither's call or claim is forgotten. */
export function merge(one: Ownership, other: Ownership): Ownership {
  const [kept, left] = firmness(other) > firmness(one) ? [other, one] : [one, other]
  const call = kept.handoffReason ? kept : left
  const earliest = [kept.waitingSince, left.waitingSince].filter((d) => d !== null).sort((a, b) => +a - +b)[0]
  return {
    state: kept.state,
    assigneeId: kept.assigneeId ?? left.assigneeId,
    handoffReason: call.handoffReason,
    handoffQuestion: call.handoffQuestion,
    epoch: Math.max(one.epoch, other.epoch) + 1,
    waitingSince: kept.state === 'ai_active' ? null : (earliest ?? null),
    lastHumanAt: latest(one.lastHumanAt, other.lastHumanAt),
    handedBackAt: latest(one.handedBackAt, other.handedBackAt),
    closedAt: one.closedAt && other.closedAt ? latest(one.closedAt, other.closedAt) : null,
  }
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a > b ? a : b
}

/** Whether a conversation waits only for history to be looked at by a person: the customer was told nothing. */
export function isCalledForHistory({
  state,
  assigneeId,
  handoffReason,
}: Pick<Ownership, 'state' | 'assigneeId' | 'handoffReason'>): boolean {
  return state === 'awaiting_human' && assigneeId === null && handoffReason === 'arrived_late'
}
