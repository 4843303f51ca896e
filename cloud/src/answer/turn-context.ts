import type { BotSettings } from '@plantao/shared/bot-settings'
import { readSubscription, type Subscription } from '../billing/index.ts'
import { readBotSettings } from '../bot-settings/index.ts'
import {
  type Bubble,
  type ConversationRow,
  type History,
  isTurnOpen,
  lockConversation,
  type MemoryEntry,
  memoryOf,
  openBubbles,
  personWroteAt,
  withoutAnswered,
} from '../conversations/index.ts'
import { monthOf } from '../models/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readSpoken, type Spoken } from './spoken.repo.ts'

/** Everything an answer is made from, as it stood at one instant. */
export type TurnContext = {
  conversation: ConversationRow
  companyName: string
  settings: BotSettings
  subscription: Subscription | null
  bubbles: Bubble[]
  /** What of it came long after it was written; absent when nothing did. */
  history?: History
  memory: MemoryEntry[]
  /** What the bot said to this person of late. */
  spoken: Spoken
  /** A draft of an earlier run for exactly this revision. */
  draft: unknown
  /** What models cost this tenant in the current month. Millionths of a dollar. */
  spentUsdMicro: number
  now: Date
}

/** The open turn of a conversation, under its lock; null when nothing waits for a reaction. */
export async function loadTurn(tx: TenantTx, conversationId: string): Promise<TurnContext | null> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation || !isTurnOpen(conversation)) return null
  const [[tenant], settings, subscription, bubbles, memory, spoken] = await Promise.all([
    tx.query<{ name: string; outcome: unknown; spent: number }>(
      `select t.name, d.outcome, coalesce(s.cost_usd_micro, 0) as spent from tenant t
     left join draft d on d.tenant_id = t.tenant_id and d.conversation_id = $2 and d.turn_revision = $3
     left join model_spend s on s.tenant_id = t.tenant_id and s.month = $4::date
     where t.tenant_id = $1`,
      [tx.tenantId, conversation.id, conversation.turnRevision, monthOf(tx.now)],
    ),
    readBotSettings(tx),
    readSubscription(tx),
    openBubbles(tx, conversation),
    memoryOf(tx, conversation),
    readSpoken(tx, conversation),
  ])
  const answeredAt = bubbles.some(({ late }) => late) ? await personWroteAt(tx, conversation.id) : null
  return {
    conversation,
    companyName: tenant!.name,
    draft: tenant!.outcome ?? null,
    spentUsdMicro: tenant!.spent,
    settings,
    subscription,
    ...withoutAnswered(bubbles, answeredAt),
    memory,
    spoken,
    now: tx.now,
  }
}

/** The turn as one question: its bubbles that were not withdrawn, a line each. */
export function questionOf(bubbles: Bubble[]): string {
  return bubbles
    .filter((bubble) => !bubble.deleted && bubble.text)
    .map((bubble) => bubble.text)
    .join('\n')
}
