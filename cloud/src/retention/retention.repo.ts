import type { TenantTx } from '../platform/tenant-tx.ts'

/** Rows that one statement deletes at most: a transaction stays short, whatever has piled up. */
export const BATCH = 2_000

/** Deletes one batch of something; answers how many rows went. `before` is the keeping time's end. */
export type Clearing = { name: string; clear: (tx: TenantTx, before: Date) => Promise<number> }

const count = async (tx: TenantTx, sql: string, before: Date): Promise<number> =>
  (await tx.query(sql, [tx.tenantId, before])).length

/** One batch of the rows of a table that are older; `age` is the column that tells. */
function plain(table: string, age: string, more = ''): Clearing {
  const sql = `delete from ${table} where ctid in (
    select ctid from ${table} where tenant_id = $1 and ${age} < $2 ${more} limit ${BATCH}) returning 1`
  return { name: table, clear: (tx, before) => count(tx, sql, before) }
}

/** A message with its way out; one that came late counts from when it was written. One that is still on its way is kept until it is settled; media follow by their key. */
async function oldMessages(tx: TenantTx, before: Date): Promise<number> {
  const old = await tx.query<{ id: string }>(
    `select m.id from message m where m.tenant_id = $1 and (m.created_at < $2 or (m.late and m.at < $2)) and not exists (
       select from outbound o where o.tenant_id = m.tenant_id and o.message_id = m.id
         and o.state in ('queued', 'claimed', 'ambiguous', 'held')) order by m.created_at limit ${BATCH}`,
    [tx.tenantId, before],
  )
  if (old.length === 0) return 0
  const ids = old.map((row) => row.id)
  await tx.query('delete from outbound where tenant_id = $1 and message_id = any ($2)', [tx.tenantId, ids])
  await tx.query(
    'update conversation set last_message_id = null where tenant_id = $1 and last_message_id = any ($2)',
    [tx.tenantId, ids],
  )
  await tx.query('delete from message where tenant_id = $1 and id = any ($2)', [tx.tenantId, ids])
  return ids.length
}

async function oldReceipts(tx: TenantTx, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>('select retire_receipts($1, $2) as count', [before, BATCH])
  return row?.count ?? 0
}

/** What a handoff was about is a customer's words; who waits today keeps it. */
function oldQuestions(tx: TenantTx, before: Date): Promise<number> {
  return count(
    tx,
    `update conversation set handoff_question = null where tenant_id = $1 and updated_at < $2
       and handoff_question is not null returning 1`,
    before,
  )
}

/** In this order, because later ones are pointed at by earlier ones. */
export const CLEARINGS: Clearing[] = [
  { name: 'message', clear: oldMessages },
  { name: 'receipt', clear: oldReceipts },
  plain('raw_event', 'received_at', 'and handled_at is not null'),
  plain('draft', 'created_at'),
  plain('unresolved_from_me', 'at'),
  plain('early_ack', 'at'),
  plain('event_log', 'at'),
  // A removed member's stay: whenever their computer comes back, however late, it is told to forget the company.
  plain(
    'refresh_family',
    'least(expires_at, coalesce(revoked_at, expires_at))',
    `and not exists (select from member m where m.tenant_id = refresh_family.tenant_id
       and m.id = refresh_family.member_id and m.removed_at is not null)`,
  ),
  // A person's stay as long as the company: its own phone keeps the chat and may hand it over at any pairing. An edit, a tick
  // or another delivery of a single message comes within days, and Evolution keeps none longer than this.
  plain('tombstone', 'erased_at', `and kind = 'message'`),
  { name: 'question', clear: oldQuestions },
]

/** Revisions whose vectors nobody searches any more: neither published nor young. Their text stays to be restored. */
export async function forgottenRevisions(tx: TenantTx, before: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select r.id from knowledge_revision r where r.tenant_id = $1 and r.created_at < $2
       and r.id is distinct from (select published_revision from knowledge where tenant_id = $1)
       and exists (select from chunk c where c.tenant_id = r.tenant_id and c.revision_id = r.id)`,
    [tx.tenantId, before],
  )
  return rows.map((row) => row.id)
}

export async function deleteChunks(tx: TenantTx, revisionId: string): Promise<void> {
  await tx.query(
    `delete from chunk where tenant_id = $1 and revision_id = $2
       and revision_id is distinct from (select published_revision from knowledge where tenant_id = $1)`,
    [tx.tenantId, revisionId],
  )
  for (const kept of ['knowledge_index', 'knowledge_matrix'])
    await tx.query(
      `delete from ${kept} k where tenant_id = $1 and revision_id = $2 and not exists (
         select from chunk c where c.tenant_id = k.tenant_id and c.revision_id = k.revision_id)`,
      [tx.tenantId, revisionId],
    )
}

/** The files of exports whose time is over. */
export async function expireExports(tx: TenantTx): Promise<void> {
  await tx.query(
    `delete from privacy_export_part where tenant_id = $1
       and export_id in (select id from privacy_export where tenant_id = $1 and expires_at < $2)`,
    [tx.tenantId, tx.now],
  )
  await tx.query(
    `update privacy_export set status = 'expired' where tenant_id = $1 and expires_at < $2 and status = 'ready'`,
    [tx.tenantId, tx.now],
  )
}
