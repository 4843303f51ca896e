import type { ErasureCertificate } from '@plantao/shared/privacy'
import { audit } from '../platform/audit.ts'
import { shutOutWriters } from '../platform/erasure-lock.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { putTombstones, type Tombstones } from '../whatsapp/index.ts'
import { silenceSubject, waIdsOf } from './erase.repo.ts'
import { noteThreads, openCertificate } from './privacy.repo.ts'
import { lockSubject, subjectOf, takeNamesAway } from './subject.repo.ts'

/**
 * The instant of an erasure. From this commit on nothing that was said before it is taken in any more, nothing more is said
 * to the person from the old thread, and whoever comes under one of their names is a new contact. What is kept is deleted by
 * the job behind it. Asked again it changes nothing.
 */
export async function beginErasure(
  tx: TenantTx,
  tombstones: Tombstones,
  memberId: string,
  contactId: string,
): Promise<ErasureCertificate> {
  await shutOutWriters(tx)
  const { row, isNew } = await openCertificate(tx, memberId, contactId)
  if (!isNew) return row
  const subject = await subjectOf(tx, contactId)
  await lockSubject(tx, subject)
  const hashed = (kind: 'person' | 'message', names: string[]) =>
    names.map((name) => tombstones.hash(tx.tenantId, kind, name))
  await noteThreads(tx, row.id, subject.conversationIds)
  await putTombstones(tx, 'person', hashed('person', subject.names), tx.now)
  await putTombstones(tx, 'message', hashed('message', await waIdsOf(tx, subject)), tx.now)
  await takeNamesAway(tx, subject)
  await silenceSubject(tx, subject)
  await tx.enqueue('erase-contact', { tenantId: tx.tenantId, certificateId: row.id })
  await audit(tx, memberId, 'privacy.contact_erased', row.id)
  return row
}
