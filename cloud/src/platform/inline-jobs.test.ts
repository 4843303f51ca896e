import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from './database.ts'
import { createInlineJobs, FALLBACK_AFTER_MS } from './inline-jobs.ts'
import { roleUrl } from './roles.ts'

let database: TestDatabase
let db: Database
let tenantId: string
const clock = { now: () => new Date('2026-11-24T12:00:00Z') }

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  tenantId = (await makeTenant(db)).tenantId
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const payload = (conversationId: string) => ({ tenantId, conversationId, traceId: 't' })
const ask = (conversationId: string, and?: () => void) =>
  db.tenant(tenantId, async (tx) => {
    await tx.enqueue('compose', payload(conversationId), { key: `k:${conversationId}`, inline: true })
    and?.()
  })
async function runAt(conversationId: string): Promise<Date | undefined> {
  const client = new pg.Client({ connectionString: roleUrl(database.url, 'plantao_queue') })
  await client.connect()
  const { rows } = await client.query<{ run_at: Date }>('select run_at from queue_job where key = $1', [
    `k:${conversationId}`,
  ])
  await client.end()
  return rows[0]?.run_at
}

/** Does what is wanted soon and notes it. */
function noting() {
  const done: unknown[] = []
  const task = async (_: unknown, given: unknown) => void done.push(given)
  const soon = createInlineJobs({ task, most: 1, onFailure: () => undefined })
  db.runInline(soon)
  return { done, soon }
}

it('does a job right after its commit and leaves it to the queue only for later', async () => {
  const { done, soon } = noting()
  await ask('one')
  await soon.stop()
  expect(done).toEqual([payload('one')])
  expect(await runAt('one')).toEqual(new Date(clock.now().getTime() + FALLBACK_AFTER_MS))
})

it('does nothing that was rolled back, and has its room back', async () => {
  const { done, soon } = noting()
  await expect(
    ask('two', () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(done).toEqual([])
  expect(soon.reserve()).toBe(true)
})

it('leaves to the queue at once what finds no room, and names what failed', async () => {
  const failures: string[] = []
  const soon = createInlineJobs({
    task: () => Promise.reject(new Error('broken')),
    most: 1,
    onFailure: (task, error) => failures.push(`${task}: ${error.message}`),
  })
  db.runInline(soon)
  expect(soon.reserve()).toBe(true)
  await ask('three')
  expect(await runAt('three')).toEqual(clock.now())
  soon.run('compose', payload('three'))
  await soon.stop()
  expect(failures).toEqual(['compose: broken'])
  await ask('four')
  expect(await runAt('four')).toEqual(clock.now())
})
