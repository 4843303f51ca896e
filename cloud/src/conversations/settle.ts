import type { TenantTx } from '../platform/tenant-tx.ts'
import { afterSend, type Learnt } from './after-send.ts'
import { lockConversation } from './conversation.repo.ts'
import { resolvePostponed } from './from-me.ts'
import { takeEarlyAck } from './message.repo.ts'
import { lockOutbound, updateOutbound } from './outbound.repo.ts'
import { isUnsettled } from './send-states.ts'
import { forgetCompose } from './turn.repo.ts'
import { isTurnOpen } from './turn-state.ts'
import { anyPostponed } from './unresolved.repo.ts'

/**
 * Stores the outcome of a send, once: a second caller finds it settled and changes nothing.
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
  await tx.acquire(`conversation:${conversationId}`)
  // Sent in this order on one connection, so the statements after the first read under its lock.
  const [conversation, outbound, postponed, early] = await Promise.all([
    lockConversation(tx, conversationId),
    lockOutbound(tx, conversationId, messageId),
    anyPostponed(tx, conversationId),
    learnt.kind === 'accepted' ? takeEarlyAck(tx, learnt.waId) : null,
  ])
  if (!outbound) return false
  // Its thread was erased while it was in flight, but not the words it belongs to: those go on in another.
  if (!conversation && outbound.conversationId !== conversationId)
    return settle(tx, outbound.conversationId, messageId, learnt, attempt)
  if (!conversation) return false
  const update = afterSend(outbound, learnt, { now: tx.now, attempt })
  if (!update) return false
  updateOutbound(tx, conversation.id, outbound, early ? { ...update, status: early } : update)
  if (update.state === 'sent' && outbound.epoch !== null && !isTurnOpen(conversation))
    forgetCompose(tx, conversation.id)
  if (postponed && !isUnsettled(update))
    await resolvePostponed(tx, conversation, { outbound, waId: update.waId ?? null })
  return true
}
