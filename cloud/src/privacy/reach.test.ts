import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'

// What an erasure does with each table there is, from the catalogue: whoever adds one has to say it here.

/** Columns by which `erase_contact_rows` finds a person's rows by itself. */
const KEYS = ['contact_id', 'conversation_id', 'message_id', 'receipt_id']

/** Tables that hold something of a customer without such a column, and what takes it out. */
const BY_HAND: Record<string, string> = {
  contact: 'erase_contact_rows, last',
  conversation: 'erase_contact_rows, last',
  message: 'by its conversation',
  raw_event: 'eraseContactTask, by the names in its body; receive forgets what comes later',
  early_ack: 'eraseRows, by the ids of the messages',
  rehearsal_item: 'eraseRehearsed, by the conversations it notes',
  privacy_export_part: 'expireCompanyExports; a contact’s own with its export',
  media_garbage: 'clearFiles, ids only',
  tombstone: 'keyed hashes: nobody can be told from it',
}

/** Tables that hold nothing of a customer; their words are the company's, its members' or figures. */
const NOTHING_OF_A_CUSTOMER = [
  ...['answer_usage', 'audit_log', 'billing_event', 'billing_link', 'bot_settings', 'chore', 'chunk'],
  ...['held_payment', 'insight_day', 'instance', 'instance_ledger', 'invite', 'knowledge', 'knowledge_index'],
  ...[
    'knowledge_matrix',
    'knowledge_revision',
    'mail',
    'member',
    'model_spend',
    'password_reset',
    'pending_payment',
  ],
  ...[
    'promise_kept',
    'queue_pool',
    'quick_reply',
    'refresh_family',
    'rehearsal',
    'repayment',
    'reversal',
    'schedule_slot',
  ],
  ...['schema_migration', 'subscription', 'tenant', 'tenant_counter', 'tenant_deletion', 'trial_given'],
]
/** Named by its own ids only, and kept: the log has no gaps, and the certificate is the proof. */
const KEPT = ['event_log', 'erasure_certificate']

let database: TestDatabase
let tables: { name: string; columns: string[] }[]
beforeAll(async () => {
  database = await testDatabase()
  const client = new pg.Client(database.url)
  await client.connect()
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text) as columns from pg_class c
     join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'public' and c.relkind in ('r', 'p') group by c.oid, c.relname order by 1`,
  )
  tables = rows
  await client.end()
})
afterAll(() => database.drop())

it('every table is found by a person’s keys, cleared by hand, or said to hold nothing of a customer', () => {
  const said = new Set([...Object.keys(BY_HAND), ...NOTHING_OF_A_CUSTOMER, ...KEPT])
  const open = tables.filter(
    ({ name, columns }) => !said.has(name) && !KEYS.some((key) => columns.includes(key)),
  )
  expect(open.map(({ name }) => name)).toEqual([])
})

it('none is said to hold nothing that has a key to a person', () => {
  const wrong = tables.filter(
    ({ name, columns }) => NOTHING_OF_A_CUSTOMER.includes(name) && KEYS.some((key) => columns.includes(key)),
  )
  expect(wrong.map(({ name }) => name)).toEqual([])
})
