import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { shutOutWriters } from '../platform/erasure-lock.ts'
import { deleteRawEvents, eraseRehearsed, eraseRows, expireCompanyExports } from './erase.repo.ts'
import { addToCertificate, finishCertificate, readErasure } from './privacy.repo.ts'
import { lockSubject, rawEventsOf, subjectOf } from './subject.repo.ts'

/** Rows a transaction deletes at most. */
const BATCH = 5_000

type Deps = {
  db: Database
  /** Takes the files that no message names any more out of the store. */
  clearFiles: (tenantId: string) => Promise<void>
}

/**
 * Erases a contact: raw events first, while it is still known what they are found by, then every row, then the copies, then
 * the files. Each batch is counted on the certificate in the transaction that deletes it, so a job that runs again counts
 * nothing twice.
 */
export function eraseContactTask({ db, clearFiles }: Deps) {
  return async ({ tenantId, certificateId }: Jobs['erase-contact']): Promise<void> => {
    const erasure = await db.tenant(tenantId, (tx) => readErasure(tx, certificateId))
    if (erasure.isDone) return
    const { contactId, began, conversationIds } = erasure
    // What came in behind it is of a new acquaintance, or refused by its tombstone.
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after
      after = await db.tenant(tenantId, async (tx) => {
        const page = await rawEventsOf(tx, await subjectOf(tx, contactId), from, began)
        if (page.ids.length > 0) {
          await deleteRawEvents(tx, page.ids)
          await addToCertificate(tx, certificateId, { raw_event: page.ids.length })
        }
        return page.next
      })
    }
    for (let isLeft = true; isLeft; ) {
      isLeft = await db.tenant(tenantId, async (tx) => {
        const left = await subjectOf(tx, contactId)
        await lockSubject(tx, left)
        const { counts, leftInKnowledge } = await eraseRows(tx, contactId, left, BATCH)
        await addToCertificate(tx, certificateId, counts, leftInKnowledge)
        // Consoles ask for it, learn that it is gone, and drop what they keep.
        for (const conversationId of left.conversationIds)
          tx.announce({ type: 'conversation.changed', conversationId })
        return Object.keys(counts).length > 0
      })
    }
    await db.tenant(tenantId, async (tx) => {
      await shutOutWriters(tx)
      const questions = await eraseRehearsed(tx, conversationIds)
      await addToCertificate(tx, certificateId, { rehearsal_item: questions })
    })
    await db.tenant(tenantId, async (tx) => {
      const exports = await expireCompanyExports(tx)
      await addToCertificate(tx, certificateId, { privacy_export: exports })
    })
    await clearFiles(tenantId)
    await db.tenant(tenantId, (tx) => finishCertificate(tx, certificateId))
  }
}
