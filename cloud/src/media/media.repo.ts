import type { Media, MediaFailure } from '@plantao/shared/conversations'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** A message's file as this room keeps it. */
export type MediaRow = {
  messageId: string
  state: 'pending' | 'ready' | 'failed'
  storageKey: string
  mime: string | null
  fileName: string | null
  bytes: number | null
  sha256: Buffer | null
  attempts: number
  createdAt: Date
}

const COLUMNS = `message_id as "messageId", state, storage_key as "storageKey", mime, file_name as "fileName", bytes, sha256,
  attempts, created_at as "createdAt"`

/** Counts a run of the fetch, making the row on the first. Null when the message is gone. */
export async function countFetch(tx: TenantTx, messageId: string): Promise<MediaRow | null> {
  const [row] = await tx.query<MediaRow>(
    `insert into media (tenant_id, message_id, state, storage_key, attempts, created_at, updated_at)
     select m.tenant_id, m.id, 'pending', $3, 1, $4, $4 from message m where m.tenant_id = $1 and m.id = $2
     on conflict (tenant_id, message_id) do update set attempts = media.attempts + 1, updated_at = excluded.updated_at
     returning ${COLUMNS}`,
    [tx.tenantId, messageId, `${tx.tenantId}/${messageId}`, tx.now],
  )
  return row ?? null
}

export type KeptFile = Pick<MediaRow, 'storageKey'> & {
  mime: string
  fileName: string | null
  bytes: number
  sha256: Buffer
}

/** The bytes lie in the store. Answers false when the message is gone: then nobody names them. */
export async function keepReady(tx: TenantTx, messageId: string, file: KeptFile): Promise<boolean> {
  const [message] = await tx.lock(
    `message:${messageId}`,
    'select from message where tenant_id = $1 and id = $2',
    [tx.tenantId, messageId],
    { strength: 'key share' },
  )
  if (!message) return false
  const kept = await tx.query(
    `insert into media (tenant_id, message_id, state, storage_key, mime, file_name, bytes, sha256, created_at, updated_at)
     values ($1, $2, 'ready', $3, $4, $5, $6, $7, $8, $8)
     on conflict (tenant_id, message_id) do update set state = 'ready', failure = null, mime = excluded.mime,
       file_name = excluded.file_name, bytes = excluded.bytes, sha256 = excluded.sha256, updated_at = excluded.updated_at
     returning 1`,
    [tx.tenantId, messageId, file.storageKey, file.mime, file.fileName, file.bytes, file.sha256, tx.now],
  )
  return kept.length > 0
}

export async function keepFailed(tx: TenantTx, messageId: string, failure: MediaFailure): Promise<void> {
  await tx.query(
    `update media set state = 'failed', failure = $3, updated_at = $4 where tenant_id = $1 and message_id = $2`,
    [tx.tenantId, messageId, failure, tx.now],
  )
}

/** The file of a message of that conversation, or of one merged into it; null when it has none, undefined for no message. */
export async function findFile(
  tx: TenantTx,
  conversationId: string,
  messageId: string,
): Promise<(MediaRow & { shown: Media | null; isDeleted: boolean }) | null | undefined> {
  const [row] = await tx.query<MediaRow & { known: boolean; shown: Media | null; isDeleted: boolean }>(
    `select a.message_id as "messageId", a.state, a.storage_key as "storageKey", a.mime, a.file_name as "fileName", a.bytes,
       a.sha256, a.attempts, a.created_at as "createdAt", m.media as shown, m.deleted_at is not null as "isDeleted"
     from message m
     join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     left join conversation asked on asked.tenant_id = m.tenant_id and asked.id = $2
     left join media a on a.tenant_id = m.tenant_id and a.message_id = m.id
     where m.tenant_id = $1 and m.id = $3 and not v.being_erased and (v.id = $2 or v.id = asked.merged_into)`,
    [tx.tenantId, conversationId, messageId],
  )
  if (!row) return undefined
  return row.messageId ? row : null
}

/** The file of a message by its id alone, for sending it. */
export async function fileOf(tx: TenantTx, messageId: string): Promise<MediaRow | null> {
  const [row] = await tx.query<MediaRow>(
    `select ${COLUMNS} from media where tenant_id = $1 and message_id = $2`,
    [tx.tenantId, messageId],
  )
  return row ?? null
}

/** What is announced and not named after this long is given up, and its bytes taken away. Milliseconds. */
const UNNAMED_MS = 3_600_000

/** Announces bytes before they are written: if nothing comes to name them, they are taken away. */
export async function announceBytes(tx: TenantTx, storageKey: string): Promise<void> {
  await tx.query(
    `insert into media_garbage (tenant_id, storage_key, not_before) values ($1, $2, $3)
     on conflict (tenant_id, storage_key) do update set not_before = excluded.not_before`,
    [tx.tenantId, storageKey, new Date(tx.now.getTime() + UNNAMED_MS)],
  )
}

/** The bytes are named by a message now. */
export async function nameBytes(tx: TenantTx, storageKey: string): Promise<void> {
  await tx.query('delete from media_garbage where tenant_id = $1 and storage_key = $2', [
    tx.tenantId,
    storageKey,
  ])
}

export async function dueGarbage(tx: TenantTx, most: number): Promise<string[]> {
  const rows = await tx.query<{ storage_key: string }>(
    'select storage_key from media_garbage where tenant_id = $1 and not_before <= $2 limit $3',
    [tx.tenantId, tx.now, most],
  )
  return rows.map((row) => row.storage_key)
}

/** Companies with bytes that are to be taken away by now. */
export async function tenantsWithGarbage(db: Database, now: Date, most: number): Promise<string[]> {
  const rows = await db.lookup<{ tenant_id: string }>('select * from tenants_with_garbage($1, $2)', [
    now,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}

type Overdue = { tenantId: string; messageId: string }

/** Files of all companies whose fetch was last begun before an instant and never ended. */
export function overdueFetches(db: Database, before: Date, most: number): Promise<Overdue[]> {
  return db.lookup<Overdue>(
    'select tenant_id as "tenantId", message_id as "messageId" from overdue_media($1, $2)',
    [before, most],
  )
}
