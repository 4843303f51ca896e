import { createServer } from 'node:net'
import pg from 'pg'
import { expect, it } from 'vitest'
import { testDatabase } from '../../../infra/testing/database/database.ts'
import { awaitDatabase, DatabaseUnavailable } from './await-database.ts'
import { migrate } from './migrate.ts'

/** Lines of the log, as they were told. */
function noting() {
  const lines: string[] = []
  const note = (_fields: object, line: string) => void lines.push(line)
  return { lines, log: { warn: note, info: note } as never }
}

it('waits for a server that is away, and goes on when it is there', async () => {
  const { lines, log } = noting()
  const database = await testDatabase()
  let runs = 0
  try {
    await awaitDatabase(
      async () => {
        runs += 1
        await migrate(runs < 3 ? 'postgres://x@127.0.0.1:1/x' : database.url)
      },
      { log, pauseMs: 1 },
    )
  } finally {
    await database.drop()
  }
  expect(lines).toEqual(['waiting for the database', 'waiting for the database', 'database is there'])
})

it('gives up after its time with a name and the reason', async () => {
  const { lines, log } = noting()
  const failed = awaitDatabase(() => migrate('postgres://x@127.0.0.1:1/x'), {
    log,
    giveUpAfterMs: 1_500,
    pauseMs: 20,
  })
  await expect(failed).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(failed).rejects.toThrow(
    'database.unavailable: PostgreSQL did not answer within 1.5 s (ECONNREFUSED)',
  )
  expect(lines.length).toBeGreaterThan(0)
})

it('waits for a server that hangs up, as one that stops does', async () => {
  const { lines, log } = noting()
  const rude = createServer((socket) => socket.destroy())
  const port = await new Promise<number>((resolve) =>
    rude.listen(0, '127.0.0.1', () => resolve((rude.address() as { port: number }).port)),
  )
  const failed = awaitDatabase(() => migrate(`postgres://x@127.0.0.1:${port}/x`), {
    log,
    giveUpAfterMs: 1_500,
    pauseMs: 20,
  })
  await expect(failed).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(lines).toContain('waiting for the database')
  rude.close()
})

it('does not wait when the server says no', async () => {
  const { lines, log } = noting()
  const refused = new pg.DatabaseError('password authentication failed', 0, 'error')
  refused.code = '28P01'
  await expect(awaitDatabase(() => Promise.reject(refused), { log })).rejects.toBe(refused)
  await expect(awaitDatabase(() => Promise.reject(new Error('migration 1 failed')), { log })).rejects.toThrow(
    'migration',
  )
  expect(lines).toEqual([])
})
