import { fold } from '@plantao/shared/fold'
import type { ErasedCounts, ErasureCertificate, PrivacyExport, Subject } from '@plantao/shared/privacy'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { outsideOf } from './outside.ts'

type ExportRow = {
  id: string
  contactId: string | null
  status: PrivacyExport['status']
  bytes: number | null
  requestedAt: Date
  readyAt: Date | null
  expiresAt: Date | null
}

const EXPORT = `select id, contact_id as "contactId", status, bytes, requested_at as "requestedAt", ready_at as "readyAt",
  expires_at as "expiresAt" from privacy_export where tenant_id = $1`

/** Letters of Portuguese that people leave the accents off. */
const ACCENTED = 'áàâãäéèêëíìîïóòôõöúùûüç'
const BARE = 'aaaaaeeeeiiiiooooouuuuc'

/** Few: who is looked for is one person, and the name may be given more closely. */
const MOST_FOUND = 10

/**
 * Contacts whose phone ends like the digits given, or whose name has the words in it, newest first. Eight digits are
 * compared: area codes and the ninth digit are written in many ways. Nobody whose erasure has begun is found.
 */
export function findContacts(tx: TenantTx, words: string): Promise<Subject[]> {
  const digits = words.replace(/\D/g, '')
  const isPhone = digits.length >= 4 && /^[\d\s()+-]+$/.test(words)
  const like = isPhone ? `%${digits.slice(-8)}` : `%${fold(words).replace(/[\\%_]/g, '\\$&')}%`
  return tx.query<Subject>(
    `select id, name, phone from contact c where tenant_id = $1 and merged_into is null
       and not exists (select from erasure_certificate e where e.tenant_id = $1 and e.contact_id = c.id)
       and ${isPhone ? 'phone like $2' : `translate(lower(name), '${ACCENTED}', '${BARE}') like $2`} order by id desc limit ${MOST_FOUND}`,
    [tx.tenantId, like],
  )
}

/** The export under way for this subject, or a new one; `isNew` tells which. */
export async function openExport(
  tx: TenantTx,
  memberId: string,
  contactId: string | null,
): Promise<{ row: PrivacyExport; isNew: boolean }> {
  const [made] = await tx.query<{ id: string }>(
    `insert into privacy_export (tenant_id, id, contact_id, status, requested_by, requested_at)
     values ($1, $2, $3, 'preparing', $4, $5) on conflict do nothing returning id`,
    [tx.tenantId, uuidv7(tx.now.getTime()), contactId, memberId, tx.now],
  )
  if (made) return { row: await readExport(tx, made.id), isNew: true }
  const [row] = await tx.query<ExportRow>(
    `${EXPORT} and status = 'preparing' and contact_id is not distinct from $2`,
    [tx.tenantId, contactId],
  )
  return row ? { row: presentExport(row), isNew: false } : openExport(tx, memberId, contactId)
}

/** An export nobody deletes while it is being made; null when somebody has. */
export async function lockExport(tx: TenantTx, id: string): Promise<PrivacyExport | null> {
  const [row] = await tx.lock<ExportRow>(`privacy_export:${id}`, `${EXPORT} and id = $2`, [tx.tenantId, id], {
    strength: 'key share',
  })
  return row ? presentExport(row) : null
}

/** Throws `export.not_found`. */
export async function readExport(tx: TenantTx, id: string): Promise<PrivacyExport> {
  const [row] = await tx.query<ExportRow>(`${EXPORT} and id = $2`, [tx.tenantId, id])
  if (!row) throw expected('export.not_found')
  return presentExport(row)
}

export async function listExports(
  tx: TenantTx,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<PrivacyExport[]> {
  const rows = await tx.query<ExportRow>(
    `${EXPORT} and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [tx.tenantId, cursor, limit],
  )
  return rows.map(presentExport)
}

export async function writePart(
  tx: TenantTx,
  exportId: string,
  position: number,
  bytes: Buffer,
): Promise<void> {
  await tx.query(
    'insert into privacy_export_part (tenant_id, export_id, position, bytes) values ($1, $2, $3, $4)',
    [tx.tenantId, exportId, position, bytes],
  )
}

export async function readPart(tx: TenantTx, exportId: string, position: number): Promise<Buffer | null> {
  const [row] = await tx.query<{ bytes: Buffer }>(
    'select bytes from privacy_export_part where tenant_id = $1 and export_id = $2 and position = $3',
    [tx.tenantId, exportId, position],
  )
  return row?.bytes ?? null
}

export async function finishExport(tx: TenantTx, id: string, bytes: number, expiresAt: Date): Promise<void> {
  await tx.query(
    `update privacy_export set status = 'ready', bytes = $3, ready_at = $4, expires_at = $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, bytes, tx.now, expiresAt],
  )
}

type CertificateRow = {
  id: string
  contactId: string
  status: ErasureCertificate['status']
  requestedAt: Date
  requestedBy: string
  erasedAt: Date | null
  counts: ErasedCounts
  evolutionClearedAt: Date | null
  leftInKnowledge: number
}

const CERTIFICATE = `select e.id, e.contact_id as "contactId", e.status, e.requested_at as "requestedAt", m.name as "requestedBy",
  e.erased_at as "erasedAt", e.counts, e.evolution_cleared_at as "evolutionClearedAt", e.left_in_knowledge as "leftInKnowledge" from erasure_certificate e
  join member m on m.tenant_id = e.tenant_id and m.id = e.requested_by where e.tenant_id = $1`

/** The certificate of a contact's erasure, made on the first request; asked again it is the same. */
export async function openCertificate(
  tx: TenantTx,
  memberId: string,
  contactId: string,
): Promise<{ row: ErasureCertificate; isNew: boolean }> {
  const [known] = await tx.query<CertificateRow>(`${CERTIFICATE} and e.contact_id = $2`, [
    tx.tenantId,
    contactId,
  ])
  if (known) return { row: presentCertificate(known), isNew: false }
  await requireContact(tx, contactId)
  const id = uuidv7(tx.now.getTime())
  await tx.query(
    `insert into erasure_certificate (tenant_id, id, contact_id, status, requested_by, requested_at)
     values ($1, $2, $3, 'erasing', $4, $5)`,
    [tx.tenantId, id, contactId, memberId, tx.now],
  )
  return { row: await readCertificate(tx, id), isNew: true }
}

/**
 * The certificate of a contact who turned out to be a person erased before: asked for by whoever asked then, as of that
 * instant.
 * @returns its id
 */
export async function openFoundCertificate(tx: TenantTx, contactId: string, erasedAt: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into erasure_certificate (tenant_id, id, contact_id, status, requested_by, requested_at)
     select $1, $2, $3, 'erasing', requested_by, $4 from erasure_certificate where tenant_id = $1
     order by requested_at = $4 desc, requested_at desc limit 1 returning id`,
    [tx.tenantId, uuidv7(tx.now.getTime()), contactId, erasedAt],
  )
  // Nobody's names are barred without a certificate, and those are kept.
  if (!row) throw new Error('a tombstone without a certificate')
  return row.id
}

/** Notes whose threads are being erased, for the job: their rows will not tell when it runs again. */
export async function noteThreads(tx: TenantTx, id: string, conversationIds: string[]): Promise<void> {
  await tx.query('update erasure_certificate set conversation_ids = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
    conversationIds,
  ])
}

/** What the job of an erasure works from. `began`: what had come in by then is to go. */
export type Erasure = { contactId: string; conversationIds: string[]; began: Date; isDone: boolean }

/** Throws `certificate.not_found`. */
export async function readErasure(tx: TenantTx, id: string): Promise<Erasure> {
  const [row] = await tx.query<Erasure>(
    `select contact_id as "contactId", conversation_ids as "conversationIds", requested_at as began,
       status = 'erased' as "isDone" from erasure_certificate where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  )
  if (!row) throw expected('certificate.not_found')
  return row
}

/** Throws `certificate.not_found`. */
export async function readCertificate(tx: TenantTx, id: string): Promise<ErasureCertificate> {
  const [row] = await tx.query<CertificateRow>(`${CERTIFICATE} and e.id = $2`, [tx.tenantId, id])
  if (!row) throw expected('certificate.not_found')
  return presentCertificate(row)
}

export async function listCertificates(
  tx: TenantTx,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<ErasureCertificate[]> {
  const rows = await tx.query<CertificateRow>(
    `${CERTIFICATE} and ($2::uuid is null or e.id < $2) order by e.id desc limit $3`,
    [tx.tenantId, cursor, limit],
  )
  return rows.map(presentCertificate)
}

/** Adds to what a certificate counts; a job that runs again goes on counting. */
export async function addToCertificate(
  tx: TenantTx,
  id: string,
  counts: ErasedCounts,
  leftInKnowledge = 0,
): Promise<void> {
  const known = (await readCertificate(tx, id)).counts
  await tx.query(
    `update erasure_certificate set counts = $3, left_in_knowledge = left_in_knowledge + $4
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, JSON.stringify(addCounts(known, counts)), leftInKnowledge],
  )
}

export async function finishCertificate(tx: TenantTx, id: string): Promise<void> {
  await tx.query(
    `update erasure_certificate set status = 'erased', erased_at = coalesce(erased_at, $3) where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, tx.now],
  )
}

/** Throws `contact.not_found`. */
export async function requireContact(tx: TenantTx, contactId: string): Promise<void> {
  const [found] = await tx.query('select from contact where tenant_id = $1 and id = $2', [
    tx.tenantId,
    contactId,
  ])
  if (!found) throw expected('contact.not_found')
}

export function addCounts(known: ErasedCounts, more: ErasedCounts): ErasedCounts {
  const sum = { ...known }
  for (const [name, rows] of Object.entries(more)) if (rows > 0) sum[name] = (sum[name] ?? 0) + rows
  return sum
}

function presentExport(row: ExportRow): PrivacyExport {
  return {
    id: row.id,
    status: row.status,
    requestedAt: row.requestedAt.toISOString(),
    ...(row.contactId ? { contactId: row.contactId } : {}),
    ...(row.bytes !== null ? { bytes: row.bytes } : {}),
    ...(row.readyAt ? { readyAt: row.readyAt.toISOString() } : {}),
    ...(row.expiresAt ? { expiresAt: row.expiresAt.toISOString() } : {}),
  }
}

function presentCertificate(row: CertificateRow): ErasureCertificate {
  return {
    id: row.id,
    contactId: row.contactId,
    status: row.status,
    requestedAt: row.requestedAt.toISOString(),
    requestedBy: row.requestedBy,
    counts: row.counts,
    outside: outsideOf(row),
    ...(row.erasedAt ? { erasedAt: row.erasedAt.toISOString() } : {}),
  }
}
