import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from './database.ts'
import { createJobNotifier } from './job-notifier.ts'
import { roleUrl } from './roles.ts'

/** A database whose answers the test gives. */
function world() {
  const told: number[] = []
  const answers: PromiseWithResolvers<void>[] = []
  const errors: string[] = []
  const ring = createJobNotifier(
    (channel, payload) => {
      expect(channel).toBe('jobs:insert')
      told.push(JSON.parse(payload).count)
      const answer = Promise.withResolvers<void>()
      answers.push(answer)
      return answer.promise
    },
    (error) => errors.push(error.message),
  )
  return { told, answers, errors, ring }
}

it('announces at once, and together what came while an announcement was on its way', async () => {
  const { told, answers, ring } = world()
  const first = ring(2)
  void ring(1)
  void ring(4)
  expect(told).toEqual([2])
  answers[0]!.resolve()
  await new Promise(setImmediate)
  expect(told).toEqual([2, 5])
  answers[1]!.resolve()
  await first
  void ring(1)
  expect(told).toEqual([2, 5, 1])
})

it('loses an announcement that fails, and goes on with the next', async () => {
  const { told, answers, errors, ring } = world()
  const first = ring(3)
  answers[0]!.reject(new Error('no database'))
  await first
  expect(errors).toEqual(['no database'])
  void ring(1)
  expect(told).toEqual([3, 1])
})

describe('on a database', () => {
  let database: TestDatabase
  let db: Database
  let tenant: TestTenant
  let ear: pg.Client
  const heard: string[] = []
  beforeAll(async () => {
    database = await testDatabase()
    db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => new Date() } })
    tenant = await makeTenant(db)
    ear = new pg.Client({ connectionString: roleUrl(database.url, 'plantao_queue') })
    await ear.connect()
    ear.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await ear.query('listen "jobs:insert"')
  })
  afterAll(async () => {
    await ear.end()
    await db.close()
    await database.drop()
  })
  /** What was announced until now; notices come in the order of their commits. */
  async function announced(): Promise<(number | string)[]> {
    await db.lookup('select pg_notify($1, $2)', ['jobs:insert', '"until here"'])
    await expect.poll(() => heard.at(-1)).toBe('"until here"')
    const read = heard.splice(0).map((payload) => JSON.parse(payload).count ?? 'until here')
    return read.slice(0, -1)
  }
  const payload = () => ({ tenantId: tenant.tenantId, conversationId: tenant.conversationId, traceId: 't' })

  it('a job that is due is announced after its commit, one for later and one that is taken away are not', async () => {
    await db.tenant(tenant.tenantId, async (tx) => {
      await tx.enqueue('compose', payload())
      await tx.enqueue('dispatch', payload())
    })
    await expect.poll(() => heard.length).toBe(1)
    expect(await announced()).toEqual([2])
    await db.tenant(tenant.tenantId, (tx) =>
      tx.enqueue('compose', payload(), { runAt: new Date(Date.now() + 60_000), key: 'later' }),
    )
    await db.tenant(tenant.tenantId, (tx) => tx.query('select forget_compose($1)', [tenant.conversationId]))
    expect(await announced()).toEqual([])
  })

  it('the transaction itself announces nothing: its commit holds no lock of the whole database', async () => {
    const jobs = JSON.stringify([{ task: 'compose', payload: payload(), runAt: new Date() }])
    await db.lookup('select enqueue_all($1)', [jobs])
    expect(await announced()).toEqual([])
    // The eyes see: the library's own way does announce.
    await ear.query(`select graphile_worker.add_job('compose', '{}')`)
    expect(await announced()).toEqual([1])
  })
})
