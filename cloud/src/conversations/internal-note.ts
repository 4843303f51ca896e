import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { lockConversation } from './conversation.repo.ts'
import { insertMessage, messageOfClient } from './message.repo.ts'
import type { Actor } from './people.ts'

/**
 * Writes an internal note into a conversation's history and answers its id; the same client id again is the same note.
 * It is no reply: it is never sent, does not take the conversation over, does not end a wait and is left out of the AI's memory.
 */
export function writeNote(
  db: Database,
  actor: Actor,
  id: string,
  note: { clientId: string; text: string },
): Promise<string> {
  return db.tenant(actor.tenantId, async (tx) => {
    const conversation = await lockConversation(tx, id)
    if (!conversation) throw expected('conversation.not_found')
    const known = await messageOfClient(tx, conversation.id, note.clientId)
    if (known) return known
    const noteId = await insertMessage(tx, {
      conversationId: conversation.id,
      author: 'member',
      memberId: actor.memberId,
      kind: 'note',
      text: note.text,
      // It arrived where it is read; no tick ever follows.
      status: 'received',
      at: tx.now,
      clientId: note.clientId,
    })
    return noteId!
  })
}
