import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { Redis } from 'ioredis'
import pg from 'pg'

/** What a person is known by, in any spelling; looked for as it is, and as the hex of its bytes. */
export type Marks = string[]

function names(text: string, marks: Marks): boolean {
  const lower = text.toLowerCase()
  return marks.some(
    (mark) => lower.includes(mark.toLowerCase()) || lower.includes(Buffer.from(mark).toString('hex')),
  )
}

/**
 * Every table of the database that names the person, whatever tables there are: those of the company by its walls, the
 * queue's, and those of nobody. Zips of exports are unpacked.
 * @param ownerUrl the owner's; it may act as the queue
 */
export async function tablesNaming(ownerUrl: string, tenantId: string, marks: Marks): Promise<string[]> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId])
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`,
    )
    const found: string[] = []
    for (const { schema, name } of tables) {
      await client.query(schema === 'graphile_worker' ? 'set role plantao_queue' : 'reset role')
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from "${schema}"."${name}" t`,
      )
      if (rows.some(({ row }) => names(row, marks))) found.push(name)
    }
    await client.query('reset role')
    if (await zipsNaming(client, marks)) found.push('privacy_export_part')
    return [...new Set(found)].sort()
  } finally {
    await client.end()
  }
}

async function zipsNaming(client: pg.Client, marks: Marks): Promise<boolean> {
  const { rows } = await client.query<{ zip: Buffer }>(
    `select string_agg(bytes, '' order by position) as zip from privacy_export_part group by export_id`,
  )
  return rows.some(({ zip }) =>
    Object.entries(unzipSync(new Uint8Array(zip))).some(([file, bytes]) =>
      names(`${file}\n${Buffer.from(bytes).toString('latin1')}`, marks),
    ),
  )
}

/** Every file below a folder that names the person, in its name or anywhere in it. */
export async function filesNaming(folder: string, marks: Marks): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    if (names(`${path}\n${bytes.toString('latin1')}`, marks)) found.push(path)
  }
  return found
}

/** Every key of a Redis that names the person, in its name or its value. */
export async function keysNaming(url: string, marks: Marks): Promise<string[]> {
  const redis = new Redis(url)
  try {
    const found: string[] = []
    for (const key of await redis.keys('*')) {
      const value = (await redis.dumpBuffer(key)) ?? Buffer.alloc(0)
      if (names(`${key}\n${value.toString('latin1')}`, marks)) found.push(key)
    }
    return found
  } finally {
    redis.disconnect()
  }
}
