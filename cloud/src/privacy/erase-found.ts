import { carryLaterWords } from '../conversations/index.ts'
import { audit } from '../platform/audit.ts'
import { shutOutWriters } from '../platform/erasure-lock.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { type EraseFound, putTombstones, type Tombstones } from '../whatsapp/index.ts'
import { markBeingErased, silenceSubject, waIdsOf } from './erase.repo.ts'
import { contactsOfBefore, livingNamesOf } from './found-contact.repo.ts'
import { noteThreads, openFoundCertificate } from './privacy.repo.ts'
import { lockSubject, subjectOf, takeNamesAway } from './subject.repo.ts'

type Found = Parameters<EraseFound>[1]

/**
 * An event names an erased person by a further name, and under that name stands a contact of before the erasure: it is
 * erased as of the same instant, with a certificate of its own, and what was said since begins anew. From this commit on
 * nothing of before is in the thread that goes on, nor in what the AI remembers; the job deletes it.
 */
export function createEraseFound(tombstones: Tombstones): EraseFound {
  return async (tx, found) => {
    if ((await contactsOfBefore(tx, found.names, found.erasedAt)).length === 0) return false
    await shutOutWriters(tx)
    let any = false
    // Asked again: somebody may have erased or merged them while it waited.
    for (const contactId of await contactsOfBefore(tx, found.names, found.erasedAt))
      any = (await eraseAsOf(tx, tombstones, contactId, found)) || any
    return any
  }
}

async function eraseAsOf(
  tx: TenantTx,
  tombstones: Tombstones,
  contactId: string,
  { erasedAt, traceId }: Found,
): Promise<boolean> {
  await lockSubject(tx, await subjectOf(tx, contactId))
  const subject = await subjectOf(tx, contactId)
  const names = await livingNamesOf(tx, subject)
  if (names.length === 0) return false
  const hashed = (kind: 'person' | 'message', all: string[]) =>
    all.map((name) => tombstones.hash(tx.tenantId, kind, name))
  const certificateId = await openFoundCertificate(tx, contactId, erasedAt)
  await noteThreads(tx, certificateId, subject.conversationIds)
  await putTombstones(tx, 'person', hashed('person', subject.names), erasedAt)
  await takeNamesAway(tx, subject)
  // The new thread takes over the turn and the words that the old one is about to lose.
  await markBeingErased(tx, subject)
  const threads = subject.conversationIds
  await carryLaterWords(tx, { contactId, threads, names, until: erasedAt, traceId })
  await putTombstones(tx, 'message', hashed('message', await waIdsOf(tx, subject)), erasedAt)
  await silenceSubject(tx, subject)
  // Consoles ask for it, learn that it is gone, and drop what they keep.
  for (const conversationId of subject.conversationIds)
    tx.announce({ type: 'conversation.changed', conversationId })
  await tx.enqueue('erase-contact', { tenantId: tx.tenantId, certificateId })
  await audit(tx, null, 'privacy.contact_found_erased', certificateId)
  return true
}
