import type { TenantTx } from '../platform/tenant-tx.ts'
import { lockConversation } from './conversation.repo.ts'
import { lastSaid, type Said } from './said.repo.ts'
import { type MemoryEntry, withMark } from './turn.ts'

/** How far back an open question may begin, and how much before it the AI remembers. Messages. */
const LOOKED_AT = 40
const MEMORY = 10

/** What a customer still waits for, whoever holds the conversation. */
export type OpenQuestion = { bubbles: Said[]; memory: MemoryEntry[] }

/**
 * Splits a history (oldest first) where it was last answered: what the customer wrote since is open. A person answers; so does the bot,
 * except when it only called a person.
 */
export function splitAtAnswer(said: Said[]): { before: Said[]; open: Said[] } {
  const answered = said.findLastIndex(
    ({ author, decision }) => author !== 'contact' && decision !== 'handoff',
  )
  return {
    before: said.slice(0, answered + 1).filter(({ decision }) => decision !== 'handoff'),
    open: said.slice(answered + 1).filter(({ author, deleted }) => author === 'contact' && !deleted),
  }
}

/** The open question of a conversation with what came before it; null when there is no such conversation. */
export async function readOpenQuestion(tx: TenantTx, id: string): Promise<OpenQuestion | null> {
  const conversation = await lockConversation(tx, id)
  if (!conversation) return null
  const rows = await lastSaid(tx, conversation.id, LOOKED_AT)
  const { before, open } = splitAtAnswer(rows.reverse())
  const remembered = before
    .filter(({ text, deleted }) => text !== null && !deleted)
    .slice(-MEMORY)
    .map(({ author, text, at, createdAt }) => ({ author, text: text ?? '', at, createdAt }))
  return { bubbles: open, memory: withMark(remembered, conversation.handedBackAt) }
}
