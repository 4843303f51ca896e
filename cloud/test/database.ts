import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { copyEmpty, copyTemplate, dropDatabase, withDatabase } from './database-template.ts'

/** A migrated database of one test file. `url` is the owner's (no superuser). */
export interface TestDatabase {
  url: string
  /** Ends every session in the database and removes it. */
  drop(): Promise<void>
}

/**
 * A fresh database with every migration applied, copied from a template in some 50 ms.
 * Call it once a file in `beforeAll` and `drop` it in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const name = `plantao_test_${randomBytes(6).toString('hex')}`
  await copyTemplate(server, name)
  return { url: withDatabase(server, name), drop: () => dropDatabase(server, name) }
}

/** A database without any migration, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const name = `plantao_test_${randomBytes(6).toString('hex')}`
  await copyEmpty(server, name)
  return { url: withDatabase(server, name), drop: () => dropDatabase(server, name) }
}
