import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Inbound } from '../whatsapp/index.ts'
import { contactsOf } from './contact.repo.ts'
import { type ConversationRow, lockConversation } from './conversation.repo.ts'
import type { ReceiveSettings } from './receive.ts'
import { openThreadOf, setTurnDue, wroteSince } from './turn.repo.ts'
import { isTurnOpen } from './turn-state.ts'
import { typingDue } from './turn-wait.ts'
import { wakeCompose } from './wake-compose.ts'

type Context = { receivedAt: Date; traceId: string; settings: (tx: TenantTx) => Promise<ReceiveSettings> }

/**
 * The customer types: an open turn waits for what comes, at most to its cap; once they stop, it is answered soon. The
 * answer's job looks at the time it is due and comes back then, so only an earlier time needs a job anew. Word of typing
 * that came before the turn's newest bubble is about that bubble, and says nothing of another.
 */
export async function receiveTyping(
  tx: TenantTx,
  { identities, active }: Extract<Inbound, { type: 'typing' }>,
  { receivedAt, traceId, settings }: Context,
): Promise<'typing' | 'ignored:no_turn'> {
  const conversation = await openTurnOf(tx, identities)
  if (!conversation) return 'ignored:no_turn'
  if (await wroteSince(tx, conversation, receivedAt)) return 'ignored:no_turn'
  const { debounce } = await settings(tx)
  const dueAt = typingDue({ now: tx.now, active, debounce, ...conversation })
  setTurnDue(tx, conversation.id, dueAt)
  if (dueAt < conversation.dueAt) await wakeCompose(tx, conversation.id, traceId, dueAt)
  return 'typing'
}

type OpenTurn = Pick<ConversationRow, 'id' | 'answeredRevision'> & { openedAt: Date; dueAt: Date }

async function openTurnOf(tx: TenantTx, identities: string[]): Promise<OpenTurn | null> {
  const contacts = await contactsOf(tx, identities)
  if (contacts.length !== 1) return null
  const found = await openThreadOf(tx, contacts[0]!)
  const row = found === null ? null : await lockConversation(tx, found)
  if (!row?.turnOpenedAt || !row.turnDueAt || !isTurnOpen(row)) return null
  return {
    id: row.id,
    answeredRevision: row.answeredRevision,
    openedAt: row.turnOpenedAt,
    dueAt: row.turnDueAt,
  }
}
