import type { DeadJob } from '@plantao/shared/operations'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { changeJobs } from '../../../infra/testing/scene/private-jobs.ts'
import { sweepTask } from '../../src/conversations/index.ts'
import { COMMANDS } from '../../src/operations/index.ts'

// A job that cannot succeed, over the real queue: seen, not lost, not tried for ever, and run again when it is mended.

let database: TestDatabase
let owner: pg.Client
let test: TestHouse
beforeAll(async () => {
  database = await testDatabase()
  test = await startHouse({ databaseUrl: database.url })
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(`create function poison() returns trigger language plpgsql as
    $$ begin raise exception 'disk full near 5511988887777'; end $$`)
})
afterAll(async () => {
  await owner?.end()
  await test?.stop()
  await database?.drop()
})

const patience = { timeout: 30_000, interval: 100 }
let people = 0
const replies = async (contact: string) =>
  (await test.onPhone(contact)).filter(({ direction, author }) => direction === 'out' && author === 'api')
const deadJobs = async () =>
  (await test.api<{ items: DeadJob[]; nextCursor?: string }>('GET', '/operations/dead-jobs')).body
const figure = async (name: string) => {
  const { body } = await test.bytes('/../../metrics')
  return Number(new RegExp(`plantao_${name}\\{task="compose"\\} (\\d+)`).exec(String(body))?.[1] ?? 0)
}
const sweep = () => sweepTask({ db: test.house.db, now: () => new Date(Date.now() + 60_000) })()
const jobsOf = async () =>
  (
    await owner.query<{ id: string; attempts: number; run_at: Date; last_error: string | null }>(
      `select id, attempts, run_at, last_error from queue_job where task = 'compose' order by id`,
    )
  ).rows

/** A customer asks while no receipt can be written; answers when the queue has failed at it. */
async function poisoned(): Promise<string> {
  const contact = `55119${String(70_000_000 + ++people)}`
  await owner.query(`create or replace trigger poison before insert on receipt execute function poison()`)
  await test.phone(contact, { text: 'vocês aceitam pix?' })
  // At once, beside the queue, it fails without a trace there: the queue's own attempt is ten seconds later.
  await expect.poll(async () => (await jobsOf()).length, patience).toBe(1)
  await changeJobs(owner, 'run_at = now()')
  await expect.poll(async () => (await jobsOf())[0]?.last_error, patience).toMatch(/disk full/)
  return contact
}
/** As if it had failed its 25 times. */
const exhaust = () => changeJobs(owner, 'attempts = max_attempts', 'last_error is not null')
const mend = () => owner.query('drop trigger poison on receipt')

describe('a poisoned job', () => {
  it('keeps its count of failures under the sweep, is brought forward, and shows before it is given up', async () => {
    const contact = await poisoned()
    await changeJobs(owner, `attempts = 7, run_at = now() + interval '5 hours'`)
    expect(await figure('queue_failing')).toBe(1)
    expect((await deadJobs()).items).toEqual([])
    await sweep()
    const [forward] = await jobsOf()
    expect(forward!.attempts).toBe(7)
    expect(forward!.run_at.getTime()).toBeLessThan(Date.now() + 120_000)
    await exhaust()
    await sweep()
    await sweep()
    const jobs = await jobsOf()
    expect(jobs).toHaveLength(1)
    expect(jobs[0]!.attempts).toBe(25)
    await mend()
    const [dead] = (await deadJobs()).items
    await test.api('POST', `/operations/dead-jobs/${dead!.id}/retry`)
    await expect.poll(() => replies(contact), patience).toHaveLength(1)
  })

  it('is shown to its owner without what it carried, and answers the customer when it is retried', async () => {
    const contact = await poisoned()
    await exhaust()
    await expect.poll(() => figure('queue_dead'), patience).toBe(1)
    const { items } = await deadJobs()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ task: 'compose', attempts: 25, traceId: expect.any(String) })
    expect(items[0]!.failure).toContain('disk full')
    expect(items[0]!.failure).not.toContain('988887777')
    expect(await replies(contact)).toEqual([])
    await mend()
    const path = `/operations/dead-jobs/${items[0]!.id}/retry`
    expect((await test.api('POST', path)).status).toBe(200)
    await expect.poll(() => replies(contact), patience).toHaveLength(1)
    await expect.poll(deadJobs, patience).toMatchObject({ items: [] })
    expect((await test.api('POST', path)).status).toBe(404)
    expect(await figure('queue_dead')).toBe(0)
  })

  it('is shown to an operator, of every company and of none, and run again by number or all together', async () => {
    const contact = await poisoned()
    await exhaust()
    await owner.query(`select graphile_worker.add_job('sweep', '{}', run_at => now() + interval '1 hour')`)
    await changeJobs(owner, `attempts = max_attempts, last_error = 'broken'`, `task = 'sweep'`)
    const run = async (...args: string[]) => {
      const lines: string[] = []
      const code = await COMMANDS['dead-jobs']!.run(args, { DATABASE_URL: database.url }, (line) =>
        lines.push(line),
      )
      return { code, text: lines.join('\n') }
    }
    const { code, text } = await run()
    expect(code).toBe(0)
    expect(text).toMatch(/compose.*25 attempts.*disk full/)
    expect(text).toMatch(/sweep.*broken/)
    expect(text).not.toContain('988887777')
    const [compose] = await jobsOf()
    await mend()
    expect(await run('--retry', '999999999')).toMatchObject({ code: 1 })
    expect(await run('--retry', String(compose!.id))).toEqual({ code: 0, text: '1 job is run again.' })
    await expect.poll(() => replies(contact), patience).toHaveLength(1)
    expect(await run('--retry', 'all')).toEqual({ code: 0, text: '1 job is run again.' })
    expect((await run()).text).toBe('No job has failed for good.')
  })
})
