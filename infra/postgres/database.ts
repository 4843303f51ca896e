import pg from 'pg'
import type { Keys } from './home.ts'

/** The role that owns the product's database and runs its migrations. It is no superuser. */
export const OWNER_ROLE = 'plantao_owner'
/** The product's database. */
export const DATABASE = 'plantao'

/** Number of the session lock that says "a launcher holds this server"; any constant does, the cluster is ours alone. */
const HELD = 709_512

/** Connection string of a role, TCP loopback. */
export function addressOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** A superuser's connection, or undefined while the server does not take connections. Other refusals throw. */
export async function enter(port: number, keys: Keys): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: addressOf('postgres', keys.superuserPassword, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  })
  // The server may end while we hold the connection; whoever waits for the process hears of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    const code = (error as { code?: string }).code ?? ''
    // 57P03: starting up or shutting down. No code: the connection was cut halfway.
    if (['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01', ''].includes(code)) return undefined
    throw error
  }
}

/** Takes the server for this launcher as long as the connection lives: false when another launcher holds it. */
export async function hold(client: pg.Client): Promise<boolean> {
  const answer = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [HELD])
  return answer.rows[0]?.held === true
}

/** Makes owner role and database where they are missing; repeating it changes nothing. */
export async function furnish(client: pg.Client, keys: Keys, mayCreateDatabases: boolean): Promise<void> {
  const role = await client.query('select 1 from pg_roles where rolname = $1', [OWNER_ROLE])
  if (role.rowCount === 0) await client.query(`create role ${OWNER_ROLE} login createrole`)
  const rights = mayCreateDatabases ? 'createdb' : 'nocreatedb'
  const password = client.escapeLiteral(keys.ownerPassword)
  await client.query(`alter role ${OWNER_ROLE} login createrole nosuperuser ${rights} password ${password}`)
  const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER_ROLE}`)
}
