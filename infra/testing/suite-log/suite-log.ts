import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { DestinationStream } from 'pino'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder that holds what every process of the run logged (`*.log`) and what its databases knew (`*.said`). */
    suiteLog: string
  }
}

/** Where what is logged within this process goes, to be searched when all tests have run. */
export const suiteLog: DestinationStream = {
  write: (line) => appendFileSync(join(inject('suiteLog'), `${process.pid}.log`), line),
}

/** Processes that are the outside world: they log what they like. */
const STRANGERS = /^(?:sandbox|demo)/

/** Keeps what the processes of a house have logged below `dataDir`, and what people wrote into its database. */
export async function keepHouse(dataDir: string, databaseUrl: string): Promise<void> {
  const folder = join(dataDir, 'logs')
  for (const file of await readdir(folder))
    if (!STRANGERS.test(file))
      await copyFile(join(folder, file), join(inject('suiteLog'), `${randomUUID()}.log`))
  await keepWords(databaseUrl)
}

/** What people wrote and are called, wherever it stands. */
const SAID = { message: 'content', contact: 'name', member: 'name' }
const LOCK_NOT_AVAILABLE = '55P03'

/** Keeps what people wrote into a database, before it goes: nobody's log may tell it. `url` is its owner's. */
export async function keepWords(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    // A session that a test has forgotten may hold the table; nobody waits for it.
    await client.query(`set lock_timeout = '5s'`)
    const said = new Set<string>()
    for (const [table, column] of Object.entries(SAID)) {
      await client.query(`alter table ${table} no force row level security`)
      const { rows } = await client.query<{ text: string | null }>(`select ${column} as text from ${table}`)
      for (const { text } of rows) if (text) said.add(text.slice(0, 100).replaceAll('\n', ' '))
    }
    await writeFile(join(inject('suiteLog'), `${randomUUID()}.said`), [...said].join('\n'))
  } catch (error) {
    if ((error as pg.DatabaseError).code !== LOCK_NOT_AVAILABLE) throw error
  } finally {
    await client.end()
  }
}
