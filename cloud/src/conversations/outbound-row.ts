import type { SentKind } from '@plantao/shared/conversations'
import type { OutboundState } from './send-states.ts'

/** One message on its way out, with what sending needs. */
export type OutboundRow = {
  messageId: string
  conversationId: string
  epoch: number | null
  kind: 'text' | SentKind
  /** The text, or a file's caption ('' when it has none). */
  body: string
  state: OutboundState
  attempts: number
  claimedBy: number | null
  claimedAt: Date | null
  notBefore: Date
  createdAt: Date
  traceId: string
  /** A slot of the number's pace was taken for it. */
  paced: boolean
  /** Void once the customer has begun a newer turn than this; null: never. */
  forTurn: number | null
}
