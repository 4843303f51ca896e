import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../infra/testing/database/database.ts'
import { schemaText } from '../../infra/testing/database/schema-text.ts'
import {
  type SystemPostgres,
  startSystemPostgres,
  systemPostgres,
} from '../../infra/testing/database/system-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'

/** Made anew by: npm run schema. */
const FILE = fileURLToPath(new URL('../schema.sql', import.meta.url))
const HEAD = `-- What the migrations make of an empty database, to be read. Never run; written by: npm run schema\n\n`
const programs = systemPostgres()
if (!programs)
  console.warn('SKIPPED the schema on the PostgreSQL of the machine: no server package on this machine')

async function textOf(url: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return HEAD + [await schemaText(client, 'public'), await schemaText(client, 'quiet')].join('\n')
  } finally {
    await client.end()
  }
}

describe('schema.sql', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.drop())

  it('says what the migrations make', async () => {
    await expect(await textOf(database.url)).toMatchFileSnapshot(FILE)
  })

  // Each is a change that a migration might make.
  it.each([
    ['a column', 'alter table quick_reply add column odd text'],
    ['a default', 'alter table conversation alter column unread set default 1'],
    ['a constraint', 'alter table quick_reply add constraint odd check (true)'],
    ['an index', 'create index odd on quick_reply (tenant_id)'],
    ['a policy', 'drop policy own_tenant on quick_reply'],
    ['the wall', 'alter table quick_reply disable row level security'],
    ['a grant', 'grant truncate on quick_reply to plantao_app'],
    ['a grant on a column', 'grant select (name) on tenant to plantao_queue'],
    [
      'a function',
      `create or replace function quiet.pg_notify(text, text) returns void language sql as $$ select $$`,
    ],
    ['who may call one', 'grant execute on function dead_pools(timestamptz) to plantao_app'],
    ['whose one is', 'alter function forget_compose(uuid) owner to plantao_lookup'],
    ['a view', 'drop view queue_job cascade'],
  ])('would show a change of %s', async (_what, change) => {
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query('begin')
    await client.query('grant create on schema public to plantao_lookup')
    const before = await schemaText(client, 'public')
    await client.query(change)
    const both = [await schemaText(client, 'public'), await schemaText(client, 'quiet')].join('\n')
    await client.end()
    expect(both).not.toBe([before, await quietOf(database.url)].join('\n'))
  })

  it.skipIf(!programs)('is the same on the PostgreSQL of the machine', async () => {
    let server: SystemPostgres | undefined
    try {
      server = await startSystemPostgres(programs!)
      const url = await server.emptyDatabase()
      await migrate(url)
      expect(await textOf(url)).toBe(await readFile(FILE, 'utf8'))
    } finally {
      await server?.stop()
    }
  })
})

async function quietOf(url: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await schemaText(client, 'quiet')
  } finally {
    await client.end()
  }
}
