import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Database, openDatabase } from './database.ts'
import { type ProcessNumber, takeProcessNumber } from './process-number.ts'
import { type Queue, startQueue, type Tasks } from './queue.ts'
import { roleUrl } from './roles.ts'

let database: TestDatabase
let db: Database
const open: { queue?: Queue; number: ProcessNumber }[] = []
beforeEach(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => new Date() } })
})
afterEach(async () => {
  for (const { queue, number } of open.splice(0)) {
    await queue?.stop()
    await number.close()
  }
  await db.close()
  await database.drop()
})

const patience = { timeout: 30_000, interval: 50 }
const enqueue = (task: string, count: number) =>
  db.lookup(
    `select enqueue($1, json_build_object('n', n), now(), null, null) from generate_series(1, $2) n`,
    [task, count],
  )
async function figures() {
  const rows = await db.lookup<{ task: string; waiting: number; oldest_seconds: number }>(
    'select * from queue_figures($1)',
    [new Date()],
  )
  return Object.fromEntries(rows.map(({ task, ...figure }) => [task, figure]))
}

/** A process with two lines as the house has them: `receive` fetched far ahead, `dispatch` waiting on the outside. */
async function startProcess(tasks: Pick<Required<Tasks>, 'receive' | 'dispatch'>): Promise<Queue> {
  const number = await takeProcessNumber(roleUrl(database.url, 'plantao_app'), () => undefined)
  const started: (typeof open)[number] = { number }
  open.push(started)
  started.queue = await startQueue({
    url: roleUrl(database.url, 'plantao_queue'),
    process: number.value(),
    queues: [
      { tasks: { receive: tasks.receive }, concurrency: 8, batched: true },
      { tasks: { dispatch: tasks.dispatch }, concurrency: 4, batched: false },
    ],
    runInline: () => undefined,
    onFailure: () => undefined,
  })
  return started.queue
}
/** Counts the runs of each job of a task. */
function counting() {
  const runs = new Map<number, number>()
  const count = async (payload: unknown) => {
    const { n } = payload as { n: number }
    runs.set(n, (runs.get(n) ?? 0) + 1)
  }
  return { runs, count }
}

it('a consumer that is slow holds up nothing else; its backlog shows, and is worked off once', async () => {
  const received = counting()
  const sent = counting()
  const { promise: gate, resolve: openGate } = Promise.withResolvers<void>()
  await enqueue('dispatch', 60)
  await startProcess({
    receive: received.count,
    dispatch: async (job) => {
      await gate
      await sent.count(job)
    },
  })
  await enqueue('receive', 300)
  await expect.poll(() => received.runs.size, patience).toBe(300)
  expect(sent.runs.size).toBe(0)
  const { dispatch, receive } = await figures()
  // Four run, four more may be fetched; all others are there to be seen.
  expect(dispatch!.waiting).toBeGreaterThanOrEqual(52)
  expect(dispatch!.oldest_seconds).toBeGreaterThan(0)
  expect(receive?.waiting ?? 0).toBe(0)
  openGate()
  await expect.poll(() => sent.runs.size, patience).toBe(60)
  expect([...received.runs.values(), ...sent.runs.values()].every((runs) => runs === 1)).toBe(true)
  await expect.poll(async () => (await figures()).dispatch?.waiting ?? 0, patience).toBe(0)
})

it('a backlog from a time without workers is worked off by all that come, each job once', async () => {
  await enqueue('receive', 300)
  expect((await figures()).receive!.waiting).toBe(300)
  const received = counting()
  const tasks = { receive: received.count, dispatch: async () => undefined }
  await Promise.all([startProcess(tasks), startProcess(tasks)])
  await expect.poll(() => received.runs.size, patience).toBe(300)
  expect([...received.runs.values()].every((runs) => runs === 1)).toBe(true)
})

it('a process that leaves ends what runs and gives back what it had only fetched', async () => {
  const begun = counting()
  let ended = 0
  const { promise: gate, resolve: openGate } = Promise.withResolvers<void>()
  await enqueue('dispatch', 20)
  const queue = await startProcess({
    receive: async () => undefined,
    dispatch: async (job) => {
      await begun.count(job)
      await gate
      ended += 1
    },
  })
  await expect.poll(() => begun.runs.size, patience).toBe(4)
  const leaving = queue.stop()
  openGate()
  await leaving
  delete open[0]!.queue
  expect(ended).toBe(begun.runs.size)
  // Whoever is left finds the others free at once.
  const after = counting()
  await startProcess({ receive: async () => undefined, dispatch: after.count })
  await expect.poll(() => begun.runs.size + after.runs.size, patience).toBe(20)
  expect([...after.runs.keys()].filter((n) => begun.runs.has(n))).toEqual([])
})
