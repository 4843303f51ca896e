import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { dueFor, noteDone, noteKept } from '../platform/chores.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { retainTask, retentionTask } from '../retention/index.ts'
import { judge, readPromises } from './promises.ts'
import { makeUp, slotOf, startTimetable, TIMETABLE, type Tick } from './timetable.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let database: TestDatabase
let db: Database
let at = Date.parse('2027-03-01T11:00:00Z')
const now = () => new Date(at)
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const tick = (name: string): Tick => TIMETABLE.find((one) => one.name === name)!
const jobs = async (task: string) => {
  const rows = await db.lookup<{ task: string; waiting: string }>('select * from queue_figures($1)', [
    new Date(at + DAY),
  ])
  return Number(rows.find((row) => row.task === task)?.waiting ?? 0)
}

it('names a slot by the plan, not by the instant at which somebody looked', () => {
  const daily = tick('forget-learning')
  // 03:37:50 in Brasília.
  const slot = new Date('2027-03-01T06:37:50Z')
  for (const late of [0, 1_000, 3 * HOUR])
    expect(slotOf(daily, new Date(slot.getTime() + late))).toEqual(slot)
  expect(slotOf(daily, new Date(slot.getTime() - 1))).toEqual(new Date(slot.getTime() - DAY))
})

it('makes up what was missed when it starts, once, however many start', async () => {
  const ticks = [tick('forget-learning'), tick('count-days')]
  const failures: Error[] = []
  const stops = [1, 2, 3].map(() =>
    startTimetable({ db, now, ticks, onError: (error) => failures.push(error) }),
  )
  await expect.poll(() => jobs('forget-learning')).toBe(1)
  await expect.poll(() => jobs('count-days')).toBe(1)
  await makeUp(db, ticks, now())
  for (const stop of stops) stop()
  expect([await jobs('forget-learning'), failures]).toEqual([1, []])
})

it('goes on within a minute when its clock is set back, and takes each slot of that time once', async () => {
  const ticks = [tick('sweep'), tick('count'), tick('forget-learning')]
  const wrong = Date.parse('2027-05-03T18:30:00Z')
  const run = async (from: number, minutes: number) => {
    const before = await Promise.all(ticks.map(({ job }) => jobs(job)))
    for (let ms = 0; ms < minutes * 60_000; ms += 10_000) {
      // Two schedulers, of which one is a second behind.
      await Promise.all([
        makeUp(db, ticks, new Date(from + ms)),
        makeUp(db, ticks, new Date(from + ms - 1_000)),
      ])
    }
    const after = await Promise.all(ticks.map(({ job }) => jobs(job)))
    return after.map((count, i) => count - before[i]!)
  }
  at = wrong
  await run(wrong, 70)
  // A machine whose hardware clock runs in another zone is an hour wrong until it asks for the time.
  const [sweeps, counts, nightly] = await run(wrong + 70 * 60_000 - HOUR, 70)
  expect(sweeps).toBeGreaterThanOrEqual(70 * 6 - 6)
  expect(sweeps).toBeLessThanOrEqual(70 * 6 + 1)
  expect([counts, nightly]).toEqual([1, 0])
})

it('does not wait for a year in which a wrong clock once kept a promise', async () => {
  at = Date.parse('2027-06-01T12:00:00Z')
  const { tenantId } = await makeTenant(db, now())
  const right = at
  at = Date.parse('2036-01-01T00:00:00Z')
  await db.tenant(tenantId, (tx) => noteDone(tx, 'retain'))
  await noteKept(db, 'reconcile-billing', now())
  at = right
  const due = async () => (await dueFor(db, 'retain', new Date(at - 23 * HOUR), 1_000)).includes(tenantId)
  expect(await due()).toBe(true)
  await db.tenant(tenantId, (tx) => noteDone(tx, 'retain'))
  await noteKept(db, 'reconcile-billing', now())
  expect(await due()).toBe(false)
  expect((await readPromises(db, now())).find(({ name }) => name === 'payments')!.keptAt).toEqual(now())
})

it('keeps nothing longer than 31 days on a machine that is on from 8 to 18 h, for forty days', async () => {
  at = Date.parse('2027-03-01T11:00:00Z')
  const tenants = [await makeTenant(db, now()), await makeTenant(db, now())]
  const retention = retentionTask({ db, now })
  const retain = retainTask({ db, now, vectors: { drop: async () => undefined } })
  const runs = new Map<string, number[]>()
  for (let day = 0; day < 40; day++) {
    // From 8 to 18 h in Brasília: the tick of each hour, made up by the process that starts at 8.
    for (let hour = 0; hour < 10; hour++) {
      at = Date.parse('2027-03-01T11:00:00Z') + day * DAY + hour * HOUR
      await retention()
      for (const { tenantId } of tenants) {
        const due = await db.lookup<{ tenant_id: string }>('select * from due_for_chore($1, $2, 100)', [
          'retain',
          new Date(at - 23 * HOUR),
        ])
        if (!due.some((row) => row.tenant_id === tenantId)) continue
        await retain({ tenantId })
        runs.set(tenantId, [...(runs.get(tenantId) ?? []), at])
      }
      const states = await readPromises(db, now())
      expect(states.find(({ name }) => name === 'retention')!.late).toBe(false)
    }
  }
  for (const { tenantId } of tenants) {
    const times = runs.get(tenantId)!
    expect(times.length).toBeGreaterThanOrEqual(38)
    expect(Math.max(...times.slice(1).map((time, i) => time - times[i]!))).toBeLessThanOrEqual(25 * HOUR)
  }
})

it('tells when a promise was last kept, and that it is late', async () => {
  const [tenant] = [await makeTenant(db, now())]
  await db.tenant(tenant.tenantId, (tx) => noteDone(tx, 'retain'))
  await noteKept(db, 'billing-tick', now())
  await noteKept(db, 'billing-tick', new Date(at - DAY))
  const of = async (name: string) => (await readPromises(db, now())).find((one) => one.name === name)!
  expect(await of('dunning')).toMatchObject({ keptAt: now(), late: false })
  at += 2 * HOUR
  expect((await of('dunning')).late).toBe(true)
  at += 2 * DAY
  expect((await of('retention')).late).toBe(true)
  expect(judge('ledger', null, now()).late).toBe(false)
})
