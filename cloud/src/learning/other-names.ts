import { namesIn } from '@plantao/shared/personal-names'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** What each conversation would be sent. */
export type Meant = { conversationId: string; text: string }

type Named = { id: string; name: string | null; question: string | null }

/**
 * Throws `answer.names_another` when a text that is meant for somebody else names the person who was answered first.
 * What both are called, and words of the question, do not count.
 */
export async function refuseOtherNames(tx: TenantTx, answeredId: string, meant: Meant[]): Promise<void> {
  const rows = await tx.query<Named>(
    `select v.id, c.name, v.handoff_question as question
     from conversation v join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     where v.tenant_id = $1 and v.id = any ($2)`,
    [tx.tenantId, [answeredId, ...meant.map(({ conversationId }) => conversationId)]],
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  const first = known.get(answeredId)
  for (const { conversationId, text } of meant) {
    const { name = null, question = null } = known.get(conversationId) ?? {}
    const words = namesIn(text, first?.name ?? null, [name, question, first?.question ?? null])
    if (words.length > 0) throw expected('answer.names_another', { words: words.join(', '), conversationId })
  }
}
