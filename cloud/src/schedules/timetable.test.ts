import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { makeTenant } from '../../test/tenant.ts'
import { noteDone, noteKept } from '../platform/chores.ts'
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
