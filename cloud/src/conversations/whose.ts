import type { MessageAuthor } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Doer } from '../whatsapp/index.ts'
import { leadTo } from './contact.repo.ts'

/** How an event's chat stands to a conversation. `unknown`: it names none, or somebody we never heard of. */
export type Chat = 'same' | 'another' | 'unknown'

/**
 * Whether an edit or a withdrawal is to be believed. A reference to a message is no authority over it: customers change
 * their own, in their own chat; the company's are changed on the company's phone alone. Pure.
 */
export function mayChange(author: MessageAuthor, side: Doer['side'], chat: Chat): boolean {
  if (author !== 'contact') return side === 'company' && chat === 'same'
  // Evolution tells most edits without saying whose they are. Message ids are random and known to the two ends of a chat.
  return side === 'unproven' ? chat !== 'another' : side === 'contact' && chat === 'same'
}

/** Where the names of an event's chat lead, seen from the conversation of `contactId`. */
export async function chatOf(tx: TenantTx, contactId: string, identities: string[]): Promise<Chat> {
  if (identities.length === 0) return 'unknown'
  const same = await leadTo(tx, identities, contactId)
  return same === null ? 'unknown' : same ? 'same' : 'another'
}
