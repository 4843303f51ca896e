import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Subject } from './subject.repo.ts'

/** Columns that open doors, or are another form of a text that is exported anyway. */
const KEPT_BACK = /hash|secret|token|password|^vector$|^qr_|^pairing_code$|^storage_key$|^bytes$/
/** Exports are not exported, and what is fetched apart is not fetched twice. */
const LEFT_OUT = ['privacy_export', 'privacy_export_part', 'raw_event']
const PAGE = 500

export type Table = { name: string; columns: string[] }

/** Every table that holds something of a tenant, found in the catalogue: a new one is exported the day it appears. */
export async function tenantTables(tx: TenantTx): Promise<Table[]> {
  const tables = await tx.query<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c
     join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
     group by c.oid, c.relname having bool_or(a.attname = 'tenant_id') order by c.relname`,
  )
  return tables.filter((table) => !LEFT_OUT.includes(table.name))
}

/**
 * The rows of a table as plain objects, a page at a time.
 * @param subject only what is about this person, or nothing for a table that is about nobody; the whole tenant without
 */
export async function* rowsOf(
  tx: TenantTx,
  table: Table,
  subject: Subject | null,
): AsyncGenerator<Record<string, unknown>[]> {
  const filter = subject ? filterFor(table, subject) : 'true'
  if (!filter) return
  const columns = table.columns.filter((column) => !KEPT_BACK.test(column)).map((column) => `"${column}"`)
  // A cursor takes no parameters; everything in it is an id of ours or a name of the catalogue.
  await tx.query(
    `declare export_rows no scroll cursor for select to_jsonb(t) as row
     from (select ${columns.join(', ')} from "${table.name}" where tenant_id = '${tx.tenantId}' and (${filter}) ${inOrder(table)}) t`,
  )
  try {
    for (;;) {
      const page = await tx.query<{ row: Record<string, unknown> }>(`fetch ${PAGE} from export_rows`)
      if (page.length === 0) return
      yield page.map(({ row }) => row)
    }
  } finally {
    await tx.query('close export_rows')
  }
}

/** Messages lie in the order of their threads, as everywhere. */
function inOrder({ name }: Table): string {
  return name === 'message' ? 'order by conversation_id, at, arrival' : ''
}

function filterFor({ name, columns }: Table, { contactIds, conversationIds }: Subject): string {
  const contacts = list(contactIds)
  const conversations = list(conversationIds)
  if (name === 'contact') return `id in (${contacts})`
  if (name === 'conversation') return `id in (${conversations})`
  const messages = `select m.id from message m where m.tenant_id = "${name}".tenant_id and m.conversation_id in (${conversations})`
  return [
    columns.includes('contact_id') ? `contact_id in (${contacts})` : '',
    columns.includes('conversation_id') ? `conversation_id in (${conversations})` : '',
    columns.includes('message_id') ? `message_id in (${messages})` : '',
  ]
    .filter(Boolean)
    .join(' or ')
}

function list(ids: string[]): string {
  return ids.length > 0 ? ids.map((id) => `'${id}'`).join(', ') : 'null'
}

/** Files to put beside the rows: their place in the store and the name they get. */
export async function filesOf(
  tx: TenantTx,
  subject: Subject | null,
): Promise<{ messageId: string; key: string; name: string | null }[]> {
  return tx.query(
    `select f.message_id as "messageId", f.storage_key as key, f.file_name as name from media f
     join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
     where f.tenant_id = $1 and f.state = 'ready' and ($2::uuid[] is null or m.conversation_id = any ($2))`,
    [tx.tenantId, subject?.conversationIds ?? null],
  )
}
