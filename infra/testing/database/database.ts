import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { keepWords } from '../suite-log/suite-log.ts'
import { copyEmpty, copyTemplate, dropDatabase, withDatabase } from './database-template.ts'

/** A migrated database of one test file. `url` is the owner's (no superuser). */
export interface TestDatabase {
  url: string
  /** Ends every session in the database and removes it; what people wrote in it is looked for in every log. */
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
  const url = withDatabase(server, name)
  return {
    url,
    async drop() {
      await keepWords(url)
      await dropDatabase(server, name)
    },
  }
}

/** A database without any migration, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const name = `plantao_test_${randomBytes(6).toString('hex')}`
  await copyEmpty(server, name)
  return { url: withDatabase(server, name), drop: () => dropDatabase(server, name) }
}
