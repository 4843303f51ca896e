import pg from 'pg'
import { migrate } from '../../../cloud/src/platform/migrate.ts'

const TEMPLATE = 'plantao_template'
/** Number of the session lock under which templates are made and copied; tests have the server to themselves. */
const COPYING = 4_410_073
const INSUFFICIENT_PRIVILEGE = '42501'

/** Makes the database `name` on the server, with every migration applied. Safe from several processes at once. */
export function copyTemplate(server: string, name: string): Promise<void> {
  return alone(server, async (client) => {
    if (!(await exists(client, TEMPLATE))) await makeTemplate(server, client)
    // PostgreSQL refuses to copy a database that anyone else is copying or connected to, hence the lock.
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
}

/** Makes the database `name` on the server without any migration, for tests of the migrations themselves. */
export function copyEmpty(server: string, name: string): Promise<void> {
  return alone(server, async (client) => {
    await client.query(`create database ${name} template ${new URL(server).pathname.slice(1)}`)
  })
}

/** Removes a database with every session in it; one that is not there is no error. */
export function dropDatabase(server: string, name: string): Promise<void> {
  return alone(server, async (client) => {
    // A vacuum of the server's own may be at it, which nobody but a superuser may end; it is over in an instant.
    for (let tries = 1; ; tries += 1) {
      try {
        return void (await client.query(`drop database if exists ${name} with (force)`))
      } catch (error) {
        if ((error as pg.DatabaseError).code !== INSUFFICIENT_PRIVILEGE || tries === 50) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  })
}

/** On a server that outlives the run the template may lack the newest migrations: the next copy makes it anew. */
export function forgetTemplate(server: string): Promise<void> {
  return dropDatabase(server, TEMPLATE)
}

/** The same server and role, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

async function makeTemplate(server: string, client: pg.Client): Promise<void> {
  const draft = `${TEMPLATE}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  // Copied from the product's database, which is empty here.
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
