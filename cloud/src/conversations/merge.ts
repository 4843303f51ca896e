import type { TenantTx } from '../platform/tenant-tx.ts'
import { applyBotWords } from './bot-words.repo.ts'
import { type ConversationRow, conversationOf, saveOwnership } from './conversation.repo.ts'
import { joinThreads, mergeMessages, moveSends, pointAt } from './merge.repo.ts'
import { planMerge } from './merge-plan.ts'
import { isTurnOpen } from './turn-state.ts'
import { moveUnresolved } from './unresolved.repo.ts'
import { wakeCompose } from './wake-compose.ts'
import { wakeDispatch } from './wake-dispatch.ts'

/**
 * Contacts turn out to be one person (a LID met its phone). The oldest id stays, the younger forward to it for ever; a
 * human's hold wins and voids what the bot had queued, and what waited for an answer goes on waiting in the kept thread.
 * @returns the kept thread, locked
 */
export async function mergeContacts(
  tx: TenantTx,
  contactIds: string[],
  instanceId: string,
  traceId: string,
): Promise<ConversationRow> {
  const [oldest, ...others] = [...contactIds].sort()
  const kept = await conversationOf(tx, oldest!, instanceId)
  for (const otherId of others) {
    const left = await conversationOf(tx, otherId, instanceId)
    await pointAt(tx, otherId, kept.contactId)
    if (left.id !== kept.id) await mergeConversations(tx, kept, left, traceId)
  }
  return kept
}

async function mergeConversations(
  tx: TenantTx,
  kept: ConversationRow,
  left: ConversationRow,
  traceId: string,
): Promise<void> {
  const { ownership, turn, botWords } = planMerge(kept, left)
  await mergeMessages(tx, { left, kept }, turn)
  // Before the queues are joined: each thread counts its own epochs, so what is void in one may bear the other's.
  if (botWords.do === 'carry')
    for (const thread of [left, kept]) await applyBotWords(tx, thread, ownership.epoch, botWords)
  if (await moveSends(tx, { left, kept })) await wakeDispatch(tx, kept.id, traceId)
  await moveUnresolved(tx, [left.id], kept.id)
  await joinThreads(tx, { left, kept }, turn)
  Object.assign(kept, turn)
  await saveOwnership(tx, kept, ownership, botWords.do === 'carry' ? { do: 'stay' } : botWords)
  tx.announce({ type: 'conversation.changed', conversationId: left.id })
  // A draft under way for either thread counts no more: the turn of both is answered anew.
  if (isTurnOpen(kept)) await wakeCompose(tx, kept.id, traceId)
}
