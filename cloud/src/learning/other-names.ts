import { namesIn } from '@plantao/shared/personal-names'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readNamed } from './named.repo.ts'

/** What each conversation would be sent. */
export type Meant = { conversationId: string; text: string }

/**
 * Throws `answer.names_another` when a text that is meant for somebody else names the person who was answered first.
 * What both are called, and words of the question, do not count.
 */
export async function refuseOtherNames(tx: TenantTx, answeredId: string, meant: Meant[]): Promise<void> {
  const rows = await readNamed(tx, [answeredId, ...meant.map(({ conversationId }) => conversationId)])
  const known = new Map(rows.map((row) => [row.id, row]))
  const first = known.get(answeredId)
  for (const { conversationId, text } of meant) {
    const { name = null, question = null } = known.get(conversationId) ?? {}
    const words = namesIn(text, first?.name ?? null, [name, question, first?.question ?? null])
    if (words.length > 0) throw expected('answer.names_another', { words: words.join(', '), conversationId })
  }
}
