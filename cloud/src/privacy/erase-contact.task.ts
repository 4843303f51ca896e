import type { ErasedCounts } from '@plantao/shared/privacy'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { addToCertificate, finishCertificate, readCertificate } from './privacy.repo.ts'
import { lockSubject, rawEventsOf, subjectOf } from './subject.repo.ts'

/** Rows a transaction deletes at most. */
const BATCH = 5_000

/**
 * Erases a contact: raw events first, while it is still known what they are found by, then every row. Each batch is
 * counted on the certificate in the transaction that deletes it, so a job that runs again counts nothing twice.
 */
export function eraseContactTask({ db }: { db: Database }) {
  return async ({ tenantId, certificateId }: Jobs['erase-contact']): Promise<void> => {
    const certificate = await db.tenant(tenantId, (tx) => readCertificate(tx, certificateId))
    if (certificate.status === 'erased') return
    const { contactId } = certificate
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after
      after = await db.tenant(tenantId, async (tx) => {
        const page = await rawEventsOf(tx, await subjectOf(tx, contactId), from)
        if (page.ids.length > 0) {
          await tx.query('delete from raw_event where tenant_id = $1 and id = any ($2)', [tenantId, page.ids])
          await addToCertificate(tx, certificateId, { raw_event: page.ids.length })
        }
        return page.next
      })
    }
    for (let rows = 1; rows > 0; ) {
      rows = await db.tenant(tenantId, async (tx) => {
        const subject = await subjectOf(tx, contactId)
        await lockSubject(tx, subject)
        const { conversationIds } = subject
        // A proposal names its conversation without a key, so nothing else would find it.
        const proposals = await tx.query(
          'delete from proposal where tenant_id = $1 and conversation_id = any ($2) returning id',
          [tenantId, conversationIds],
        )
        if (proposals.length > 0) await addToCertificate(tx, certificateId, { proposal: proposals.length })
        const gone = await tx.query<{ relation: string; deleted: number }>(
          'select relation, deleted from erase_contact_rows($1, $2)',
          [contactId, BATCH],
        )
        if (gone.length === 0) return 0
        const counts: ErasedCounts = Object.fromEntries(
          gone.map((row) => [row.relation, Number(row.deleted)]),
        )
        await addToCertificate(tx, certificateId, counts)
        // Consoles ask for it, learn that it is gone, and drop what they keep.
        for (const conversationId of conversationIds)
          tx.announce({ type: 'conversation.changed', conversationId })
        return gone.length
      })
    }
    await db.tenant(tenantId, (tx) => finishCertificate(tx, certificateId))
  }
}
