import type { MessageStatus } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/database.ts'
import { type ConversationRow, lockConversation } from './conversation.repo.ts'
import { anyPostponed, resolvePostponed } from './from-me.ts'
import { takeEarlyAck } from './message.repo.ts'
import { ASK_AFTER_MS, HELD_AFTER_MS, MOST_ATTEMPTS, retryDelayMs } from './next-send.ts'
import { lockOutbound, type OutboundRow, restOutbound } from './outbound.repo.ts'

/** What was learnt about a claimed send. */
export type Learnt =
  | { kind: 'accepted'; waId: string }
  | { kind: 'not_sent'; failure: string }
  | { kind: 'refused'; failure: string }
  /** No answer to the send: it may have left. */
  | { kind: 'unclear'; failure: string }
  /** WhatsApp was asked and does not have it. */
  | { kind: 'absent' }
  /** WhatsApp could not be asked. */
  | { kind: 'unasked'; failure: string }

/**
 * Brings a send to rest, once: whoever comes second finds it at rest and changes nothing.
 * @param attempt the attempt the news is about; news of an older one changes nothing
 * @returns whether anything was settled
 */
export async function settle(
  tx: TenantTx,
  conversationId: string,
  messageId: string,
  learnt: Learnt,
  attempt?: number,
): Promise<boolean> {
  await tx.alone(`conversation:${conversationId}`)
  // In this order on one connection: what is read is read under the lock.
  const [conversation, outbound, postponed, early] = await Promise.all([
    lockConversation(tx, conversationId),
    lockOutbound(tx, conversationId, messageId),
    anyPostponed(tx, conversationId),
    learnt.kind === 'accepted' ? takeEarlyAck(tx, learnt.waId) : null,
  ])
  if (!conversation || !outbound || !['claimed', 'ambiguous', 'held'].includes(outbound.state)) return false
  // Two jobs may ask about one send at once: what the slower learnt is about a claim that is no more.
  if (attempt !== undefined && outbound.attempts !== attempt) return false
  const waId = rest(tx, conversation, outbound, learnt, early)
  if (postponed && waId !== undefined) await resolvePostponed(tx, conversation, { outbound, waId })
  return true
}

/** @returns the id the send got, null when it never left, undefined while nobody knows */
function rest(
  tx: TenantTx,
  conversation: ConversationRow,
  outbound: OutboundRow,
  learnt: Learnt,
  early: MessageStatus | null,
): string | null | undefined {
  switch (learnt.kind) {
    case 'accepted': {
      const { waId } = learnt
      restOutbound(tx, outbound, { state: 'sent', status: early ?? 'sent', waId })
      if (outbound.epoch !== null && conversation.turnRevision <= conversation.answeredRevision)
        tx.write('select forget_compose($1)', [conversation.id])
      return waId
    }
    case 'refused':
      restOutbound(tx, outbound, { state: 'failed', status: 'failed', failure: learnt.failure })
      return null
    case 'not_sent':
    case 'absent': {
      const failure = learnt.kind === 'absent' ? 'absent' : learnt.failure
      const gaveUp = outbound.attempts >= MOST_ATTEMPTS
      // What WhatsApp does not have may go again at once; what it did not take waits.
      const delay = learnt.kind === 'absent' ? 0 : retryDelayMs(outbound.attempts)
      const notBefore = new Date(tx.now.getTime() + delay)
      restOutbound(
        tx,
        outbound,
        gaveUp
          ? { state: 'failed', status: 'failed', failure }
          : { state: 'queued', status: 'queued', failure, notBefore },
      )
      return null
    }
    case 'unclear': {
      // Who was too slow to answer may be as slow to take it: it is given as long again before it is asked.
      const took = tx.now.getTime() - outbound.claimedAt!.getTime()
      const notBefore = new Date(tx.now.getTime() + Math.max(took, ASK_AFTER_MS))
      restOutbound(tx, outbound, {
        state: 'ambiguous',
        status: 'sending',
        failure: learnt.failure,
        notBefore,
      })
      return undefined
    }
    case 'unasked': {
      const unclearFor = tx.now.getTime() - outbound.claimedAt!.getTime()
      const held = unclearFor >= HELD_AFTER_MS
      const notBefore = new Date(tx.now.getTime() + Math.min(Math.max(unclearFor / 2, 2_000), 300_000))
      restOutbound(tx, outbound, {
        state: held ? 'held' : 'ambiguous',
        status: held ? 'held' : 'sending',
        failure: learnt.failure,
        notBefore,
      })
      return undefined
    }
  }
}
