import pg from 'pg'
import { expect, it } from 'vitest'
import { testDatabase } from './database.ts'

it('gives migrated databases of their own to files that ask at the same time', async () => {
  const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
  expect(new Set(databases.map((one) => one.url)).size).toBe(3)
  for (const database of databases) {
    const client = new pg.Client(database.url)
    await client.connect()
    const { rows } = await client.query<{ tables: string; super: string }>(
      `select (select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as tables,
              current_setting('is_superuser') as super`,
    )
    expect(Number(rows[0]?.tables)).toBeGreaterThan(3)
    expect(rows[0]).toMatchObject({ super: 'off' })
    await client.end()
  }
  await Promise.all(databases.map((one) => one.drop()))
})
