import type { TenantTx } from '../platform/tenant-tx.ts'
import type { BotWords } from './bot-words.ts'
import { OF_THREAD_AND_MERGED } from './merged-threads.repo.ts'
import type { OutboundState } from './send-states.ts'

type Thread = { id: string; epoch: number }

/** What the bot said in a thread under its epoch until now goes on under another, or is void. */
export async function applyBotWords(
  tx: TenantTx,
  thread: Thread,
  epoch: number,
  botWords: BotWords,
): Promise<void> {
  if (botWords.do === 'carry') carryBotMessages(tx, thread, epoch, botWords.states)
  if (botWords.do === 'void') await cancelBotMessages(tx, thread.id, epoch, botWords.states)
}

/** So written that the index of open rows serves it, whichever of them it is about. */
const OPEN_AND = `state in ('queued', 'claimed', 'ambiguous', 'held') and state = any`

function carryBotMessages(tx: TenantTx, from: Thread, epoch: number, states: readonly OutboundState[]): void {
  tx.write(
    `update outbound set epoch = $4 where ${OF_THREAD_AND_MERGED} and epoch = $3 and ${OPEN_AND} ($5)`,
    [tx.tenantId, from.id, from.epoch, epoch, states],
  )
}

async function cancelBotMessages(
  tx: TenantTx,
  threadId: string,
  epoch: number,
  states: readonly OutboundState[],
): Promise<void> {
  const cancelled = await tx.query<{ message_id: string }>(
    `update outbound set state = 'cancelled' where ${OF_THREAD_AND_MERGED} and epoch is not null and epoch <> $3
       and ${OPEN_AND} ($4) returning message_id`,
    [tx.tenantId, threadId, epoch, states],
  )
  if (cancelled.length === 0) return
  const ids = cancelled.map((row) => row.message_id)
  tx.write(`update message set status = 'cancelled' where tenant_id = $1 and id = any ($2)`, [
    tx.tenantId,
    ids,
  ])
  for (const messageId of ids) tx.announce({ type: 'message.changed', conversationId: threadId, messageId })
}
