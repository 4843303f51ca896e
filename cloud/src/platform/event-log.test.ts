import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { systemClock } from './clock.ts'
import { type Database, openDatabase } from './database.ts'
import { readEvents } from './event-log.ts'
import { roleUrl } from './roles.ts'

let database: TestDatabase
let db: Database
let owner: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock, poolSize: 12 })
  owner = new pg.Client(database.url)
  await owner.connect()
})
afterAll(async () => {
  await db.close()
  await owner.end()
  await database.drop()
})

const WRITERS = 8
const EACH = 40

/** Events that a reader who follows by cursor never saw, while several write with commits that take their time. */
async function missedByReader(tenantId: string): Promise<number> {
  let writing = true
  const seen = new Set<number>()
  const reader = (async () => {
    for (let cursor = 0, rest = 2; rest > 0; rest -= writing ? 0 : 1) {
      const events = await db.tenant(tenantId, (tx) => readEvents(tx, cursor, 1000))
      for (const event of events) seen.add(event.seq)
      cursor = events.at(-1)?.seq ?? cursor
    }
  })()
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let i = 0; i < EACH; i++) {
        await db.tenant(tenantId, async (tx) => {
          tx.announce({ type: 'settings.changed' })
          // Some transactions are long before their last statement, some are not.
          for (let more = (i + writer) % 3; more > 0; more--) await tx.query('select 1')
        })
      }
    }),
  )
  writing = false
  await reader
  return WRITERS * EACH - seen.size
}

it('shows a reader who follows by cursor every event, however the writers overtake each other', async () => {
  const { tenantId } = await makeTenant(db)
  expect(await missedByReader(tenantId)).toBe(0)
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.query<{ gaps: number }>(
      'select (max(seq) - count(*))::integer as gaps from event_log where tenant_id = $1',
      [tenantId],
    ),
  )
  expect(row!.gaps).toBe(0)
})

const AT_THE_COMMIT = 4711

/** Holds the first event of the tenant at its commit until a second one was tried and the reader has looked; answers what the reader missed. */
async function missedBehindOneThatIsHeld(tenantId: string): Promise<number> {
  await owner.query(`create function hold_first() returns trigger language plpgsql as $$ begin
      if new.type = 'settings.changed' then perform pg_advisory_xact_lock_shared(${AT_THE_COMMIT}); end if; return null; end $$;
    create constraint trigger hold_first after insert on event_log deferrable initially deferred
      for each row execute function hold_first()`)
  await owner.query('select pg_advisory_lock($1)', [AT_THE_COMMIT])
  const waits = (count: number) =>
    vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      expect(rows.length).toBeGreaterThanOrEqual(count)
    })
  try {
    const seen = new Set<number>()
    let cursor = 0
    const look = async () => {
      for (const { seq } of await db.tenant(tenantId, (tx) => readEvents(tx, cursor, 1000))) {
        seen.add(seq)
        cursor = seq
      }
    }
    const announce = (type: 'settings.changed' | 'knowledge.published') =>
      db.tenant(tenantId, async (tx) => tx.announce({ type }))
    const first = announce('settings.changed')
    await waits(1)
    const second = announce('knowledge.published')
    // Under the counter's lock the second waits for the first; without it, it is there at once.
    await Promise.race([second, waits(2)])
    await look()
    await owner.query('select pg_advisory_unlock($1)', [AT_THE_COMMIT])
    await Promise.all([first, second])
    await look()
    return 2 - seen.size
  } finally {
    await owner.query('select pg_advisory_unlock_all()')
    await owner.query('drop function hold_first cascade')
  }
}

it('shows the second event only with the first, which is held at its commit', async () => {
  const { tenantId } = await makeTenant(db)
  expect(await missedBehindOneThatIsHeld(tenantId)).toBe(0)
})

it('would lose some if numbers came from a sequence and not under the counter’s lock (mutant)', async () => {
  const { tenantId } = await makeTenant(db)
  await owner.query('create sequence mutant_seq; grant usage on sequence mutant_seq to plantao_app')
  const { rows } = await owner.query<{ source: string }>(
    `select pg_get_functiondef('append_events(uuid,timestamptz,text[],uuid[],uuid[])'::regprocedure) as source`,
  )
  await owner.query(`create or replace function append_events(p_tenant uuid, p_at timestamptz, p_types text[], p_conversations uuid[], p_messages uuid[])
    returns bigint language plpgsql as $$ declare v bigint := nextval('mutant_seq'); begin
      insert into event_log (tenant_id, seq, type, at) values (p_tenant, v, p_types[1], p_at); return v; end $$`)
  try {
    expect(await missedBehindOneThatIsHeld(tenantId)).toBeGreaterThan(0)
  } finally {
    await owner.query(rows[0]!.source)
  }
})
