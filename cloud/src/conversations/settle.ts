import type { TenantTx } from '../platform/database.ts'
import { type ConversationRow, lockConversation } from './conversation.repo.ts'
import { resolvePostponed } from './from-me.ts'
import { takeEarlyAck } from './message.repo.ts'
import { HELD_AFTER_MS, MOST_ATTEMPTS, retryDelayMs } from './next-send.ts'
import { type OutboundRow, readOutbound, restOutbound } from './outbound.repo.ts'

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
 * @returns whether anything was settled
 */
export async function settle(
  tx: TenantTx,
  conversationId: string,
  messageId: string,
  learnt: Learnt,
): Promise<boolean> {
  const conversation = await lockConversation(tx, conversationId)
  const outbound = await readOutbound(tx, messageId)
  if (!conversation || !outbound || !['claimed', 'ambiguous', 'held'].includes(outbound.state)) return false
  await rest(tx, conversation, outbound, learnt)
  return true
}

async function rest(
  tx: TenantTx,
  conversation: ConversationRow,
  outbound: OutboundRow,
  learnt: Learnt,
): Promise<void> {
  switch (learnt.kind) {
    case 'accepted': {
      const early = await takeEarlyAck(tx, learnt.waId)
      await restOutbound(tx, outbound, { state: 'sent', status: early ?? 'sent' })
      await nameMessage(tx, outbound.messageId, learnt.waId)
      return resolvePostponed(tx, conversation, { outbound, waId: learnt.waId })
    }
    case 'refused':
      await restOutbound(tx, outbound, { state: 'failed', status: 'failed', failure: learnt.failure })
      return resolvePostponed(tx, conversation, { outbound, waId: null })
    case 'not_sent':
    case 'absent': {
      const failure = learnt.kind === 'absent' ? 'absent' : learnt.failure
      const gaveUp = outbound.attempts >= MOST_ATTEMPTS
      // What WhatsApp does not have may go again at once; what it did not take waits.
      const delay = learnt.kind === 'absent' ? 0 : retryDelayMs(outbound.attempts)
      const notBefore = new Date(tx.now.getTime() + delay)
      await restOutbound(
        tx,
        outbound,
        gaveUp
          ? { state: 'failed', status: 'failed', failure }
          : { state: 'queued', status: 'queued', failure, notBefore },
      )
      return resolvePostponed(tx, conversation, { outbound, waId: null })
    }
    case 'unclear':
      return restOutbound(tx, outbound, { state: 'ambiguous', status: 'sending', failure: learnt.failure })
    case 'unasked': {
      const unclearFor = tx.now.getTime() - outbound.claimedAt!.getTime()
      const held = unclearFor >= HELD_AFTER_MS
      const notBefore = new Date(tx.now.getTime() + Math.min(Math.max(unclearFor / 2, 2_000), 300_000))
      return restOutbound(tx, outbound, {
        state: held ? 'held' : 'ambiguous',
        status: held ? 'held' : 'sending',
        failure: learnt.failure,
        notBefore,
      })
    }
  }
}

async function nameMessage(tx: TenantTx, messageId: string, waId: string): Promise<void> {
  await tx.query(
    `update message set wa_id = $3 where tenant_id = $1 and id = $2
       and not exists (select from message m where m.tenant_id = $1 and m.wa_id = $3)`,
    [tx.tenantId, messageId, waId],
  )
}
