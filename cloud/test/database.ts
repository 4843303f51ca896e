import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { migrate } from '../src/platform/migrate.ts'

/** A migrated database of one test file. `url` is the owner's (no superuser). */
export interface TestDatabase {
  url: string
  /** Ends every session in the database and removes it. */
  drop(): Promise<void>
}

const TEMPLATE = 'plantao_template'
/** Number of the session lock under which templates are made and copied; tests have the server to themselves. */
const COPYING = 4_410_073

/**
 * A fresh database with every migration applied, copied from a template in some 50 ms.
 * Call it once a file and `drop` it in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const name = `plantao_test_${randomBytes(6).toString('hex')}`
  await alone(server, async (client) => {
    if (!(await exists(client, TEMPLATE))) await makeTemplate(server, client)
    // PostgreSQL refuses to copy a database that anyone else is copying or connected to, hence the lock.
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
  return {
    url: withDatabase(server, name),
    drop: () => alone(server, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}

async function makeTemplate(server: string, client: pg.Client): Promise<void> {
  const draft = `${TEMPLATE}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  // Copied from the product's database, which is empty here but has its extensions.
  await client.query(`create database ${draft} template ${new URL(server).pathname.slice(1)}`)
  await migrate(withDatabase(server, draft))
  // The name appears only when the migrations are through, so a failed run is never taken for a template.
  await client.query(`alter database ${draft} rename to ${TEMPLATE}`)
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database])
  return found.rowCount === 1
}

/** Runs `work` on a connection to the maintenance database while no other test file copies. */
async function alone(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(withDatabase(server, 'postgres'))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [COPYING])
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
