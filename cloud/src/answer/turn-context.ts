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
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readForDraft } from './draft.repo.ts'
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

/** The open turn of a conversation, under its lock; null when nothing waits for an answer. */
export async function loadTurn(tx: TenantTx, conversationId: string): Promise<TurnContext | null> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation || !isTurnOpen(conversation)) return null
  const [company, settings, subscription, bubbles, memory, spoken] = await Promise.all([
    readForDraft(tx, conversation),
    readBotSettings(tx),
    readSubscription(tx),
    openBubbles(tx, conversation),
    memoryOf(tx, conversation),
    readSpoken(tx, conversation),
  ])
  const answeredAt = bubbles.some(({ late }) => late) ? await personWroteAt(tx, conversation.id) : null
  return {
    conversation,
    companyName: company.name,
    draft: company.draft,
    spentUsdMicro: company.spent,
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
