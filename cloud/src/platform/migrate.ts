import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { type Role, rolePassword, roleUrl } from './roles.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
const ROLES: Record<Role, 'login' | 'nologin'> = {
  plantao_app: 'login',
  plantao_queue: 'login',
  plantao_lookup: 'nologin',
}
/** Two processes that start at once: one migrates, the other waits. Any fixed number serves. */
const MIGRATION_LOCK = 7330

/**
 * Brings a database to the newest schema. Forward only: an applied file that was changed since is refused. A database that a
 * newer version has migrated is left as it is, for a version goes on working with the migrations of the next.
 * @param ownerUrl the owner's connection; a role that may create roles, on PostgreSQL 15 to 18
 * @param upTo the last file to apply, to stand where an earlier version stood; every file when left out
 */
export async function migrate(ownerUrl: string, upTo?: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await ensureRoles(client, ownerUrl)
    await ensureQueue(client, ownerUrl)
    await applyFiles(client, upTo)
  } finally {
    await client.end()
  }
}

/**
 * How a database stands to this version: `pending` has not been applied yet; `unknown` was applied by a newer version, which
 * is no fault of itself, since a version works with the schema of the next.
 */
export async function standOf(client: pg.Client): Promise<{ pending: string[]; unknown: string[] }> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.schema_migration') is not null as there`,
  )
  if (!rows[0]?.there) return { pending: files, unknown: [] }
  const applied = await client.query<{ name: string }>('select name from schema_migration order by name')
  const names = applied.rows.map(({ name }) => name)
  return {
    pending: files.filter((name) => !names.includes(name)),
    unknown: names.filter((name) => !files.includes(name)),
  }
}

/** Makes the roles that are missing and lets the owner act as each. */
export async function ensureRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  for (const [role, kind] of Object.entries(ROLES) as [Role, string][]) {
    // Roles belong to the cluster: another database of it may be creating the same one at this instant.
    const statement = `create role ${role} ${kind} ${kind === 'login' ? `password '${rolePassword(ownerUrl, role)}'` : ''}`
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (!rowCount) {
      await client.query(statement).catch((error: pg.DatabaseError) => {
        if (error.code !== '42710' && error.code !== '23505') throw error
      })
    }
    await client.query(`grant ${role} to current_user`).catch((error: pg.DatabaseError) => {
      // A concurrent identical grant; the other one stands.
      if (error.code !== 'XX000' && error.code !== '23505') throw error
    })
  }
}

async function ensureQueue(client: pg.Client, ownerUrl: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  await client.query(`grant create on database ${rows[0]!.name} to plantao_queue`)
  // Where an operator closed the database to the public, our roles must still come in.
  await client.query(`grant connect on database ${rows[0]!.name} to plantao_app, plantao_queue`)
  await runMigrations({ connectionString: roleUrl(ownerUrl, 'plantao_queue') })
}

async function applyFiles(client: pg.Client, upTo = '~'): Promise<void> {
  await client.query(`create table if not exists schema_migration (
    name text primary key, checksum text not null, applied_at timestamptz not null)`)
  const applied = new Map<string, string>()
  for (const row of (await client.query('select name, checksum from schema_migration')).rows) {
    applied.set(row.name, row.checksum)
  }
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql') && name <= upTo).sort()
  for (const name of files) {
    const sql = await readFile(new URL(name, FOLDER), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const known = applied.get(name)
    if (known === checksum) continue
    if (known) throw new Error(`migration ${name} was changed after it was applied`)
    await applyOne(client, name, sql, checksum)
  }
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin')
  try {
    // A function's new owner must be able to create in its schema, for the length of this transaction only.
    await client.query('grant create on schema public to plantao_lookup, plantao_queue')
    await client.query(sql)
    await client.query('revoke create on schema public from plantao_lookup, plantao_queue')
    await client.query('insert into schema_migration values ($1, $2, $3)', [name, checksum, new Date()])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed`, { cause })
  }
}
