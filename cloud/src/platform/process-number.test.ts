import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { discardPostgres, startPostgres } from '../../../infra/postgres/start-postgres.ts'
import { testDatabase } from '../../../infra/testing/database/database.ts'
import { migrate } from './migrate.ts'
import { takeProcessNumber } from './process-number.ts'
import { roleUrl } from './roles.ts'

const never = (error: Error) => expect.unreachable(error.message)

it('a process that starts right after the database did tells nobody dead: the others may still be on their way back', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-number-'))
  const postgres = await startPostgres({ dataDir, durable: false })
  try {
    await migrate(postgres.url)
    const number = await takeProcessNumber(roleUrl(postgres.url, 'plantao_app'), never)
    expect(number.inGracePeriod()).toBe(true)
    await number.close()
  } finally {
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
})

it('on a database that stands for a while it can tell at once', async () => {
  const database = await testDatabase()
  // The server of the tests may be young itself.
  await expect
    .poll(
      async () => {
        const number = await takeProcessNumber(roleUrl(database.url, 'plantao_app'), never)
        await number.close()
        return number.inGracePeriod()
      },
      { timeout: 25_000, interval: 1_000 },
    )
    .toBe(false)
  await database.drop()
})
