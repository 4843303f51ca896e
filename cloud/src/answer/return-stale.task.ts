import { tenantName } from '../accounts/index.ts'
import { readBotSettings } from '../bot-settings/index.ts'
import { lockConversation, queueMessage, step, wakeDispatch } from '../conversations/index.ts'
import type { Database } from '../platform/database.ts'
import { newTraceId } from '../platform/http/trace.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { botMay } from './bot-may.ts'
import { returnWords } from './return-words.ts'
import { isStale, STALE_AFTER_MS } from './stale.ts'
import { staleStretches, stretchOf } from './stretch.repo.ts'

/** Most conversations a run gives back; the next run, a minute later, takes the rest. */
const MOST = 500

/**
 * Gives every conversation in which nobody human did anything for 24 hours back to the AI, with the tenant's message to
 * who wrote since it was last given back: one words where somebody had answered, others where nobody ever did. Safe to run twice: each is looked at again
 * under its lock.
 */
export function returnStaleTask({ db, now }: { db: Database; now: () => Date }) {
  return async (): Promise<void> => {
    const before = new Date(now().getTime() - STALE_AFTER_MS)
    for (const { tenantId, conversationId } of await staleStretches(db, before, MOST)) {
      await db.tenant(tenantId, (tx) => giveBack(tx, conversationId))
    }
  }
}

async function giveBack(tx: TenantTx, conversationId: string): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation || !isStale(conversation, tx.now)) return
  const { handoffReason, handedBackAt, state } = conversation
  const isHistory = state === 'awaiting_human' && handoffReason === 'arrived_late'
  const message = isHistory ? null : returnWords(await stretchOf(tx, conversation.id, handedBackAt))
  await step(tx, conversation, { type: 'returned', at: tx.now })
  if (!message) return
  const settings = await readBotSettings(tx)
  // The conversation is the AI's again in any case; whether and when it may say so is another question.
  const may = await botMay(tx)
  if (may === 'never') return
  const notBefore = may ?? tx.now
  const name = await tenantName(tx)
  const words = settings.messages[message]
  const traceId = newTraceId()
  await queueMessage(tx, conversation, {
    author: 'ai',
    text: words.replaceAll('{empresa}', () => name),
    epoch: conversation.epoch,
    traceId,
    notBefore,
    // Who writes before it leaves, at night, is not told afterwards that they may write.
    unlessWritten: true,
  })
  await wakeDispatch(tx, conversation.id, traceId)
}
