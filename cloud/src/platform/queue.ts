import { EventEmitter } from 'node:events'
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  WorkerPreset,
} from 'graphile-worker'
import pg from 'pg'
import type { JobName, Jobs } from '../jobs.ts'
import { asError } from './errors.ts'
import { newTraceId, withTrace } from './http/trace.ts'
import { createInlineJobs, type InlineJobs } from './inline-jobs.ts'

export type Tasks = { [N in JobName]?: (payload: Jobs[N]) => Promise<void> }

export type TaskQueue = {
  tasks: Tasks
  concurrency: number
  /** Fetched far ahead, at once at every announcement. The others are looked for now and then, a few at a time. */
  batched: boolean
}

type Options = {
  /** Signs in as `plantao_queue`, which owns the queue's schema. */
  url: string
  /** This process's number: a dead process's jobs are told by it. */
  process: number
  /** True while a missing lock proves no death: the database has just released everybody's. */
  inGracePeriod?: () => boolean
  queues: TaskQueue[]
  /** Told who runs the jobs marked `inline`. */
  runInline: (inlineJobs: InlineJobs) => void
  onFailure: (task: string, error: Error, attempts: number) => void
  onRescued?: (jobsOf: string[]) => void
}

export type Queue = { stop(): Promise<void> }

/** How often jobs of dead processes are looked for; the library itself would wait four hours. */
const RESCUE_MS = 5_000
/** A pool that locked jobs but was never registered died in its first instant; after this it is taken for dead. */
const UNREGISTERED_MS = 15_000
/** A runner that broke waits for its jobs, for ever if one hangs; after this its queue goes on without it. */
const LEAVES_WITHIN_MS = 10_000
/** Due jobs are found at least this often; new ones are announced by the database at once. */
const POLL_MS = 500
/** Every new job of any kind wakes every queue; those that are not batched look this much later, once for many. */
const GATHER_MS = 15
/** Inline jobs under way at once at most: models and WhatsApp are waited for, not computed. */
const MOST_INLINE = 64
const SILENT = new Logger(() => () => undefined)

/** Runs the tasks. A job may run twice (a worker that died, a replaced key), so every task is fenced. */
export async function startQueue(options: Options): Promise<Queue> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 4 + options.queues.length * 4,
    // Taking and deleting a job need not reach the disk: after a crash of the database the job may run again, as after a
    // crash of ours. The job's own work commits durably, and with it all that was written before.
    options: '-c synchronous_commit=off',
  })
  pool.on('error', () => undefined)
  // The pool does not listen for errors on a client that is checked out: without this a restarting database ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const rescuer = await makeWorkerUtils({ pgPool: pool, logger: SILENT })
  let stopping = false
  const runners = new Set<Runner>()
  /** Pools of this process whose runner is over: it lives, so nobody else would free what they still hold. */
  const over = new Set<string>()

  /** A database that restarts ends the library's pool; the queue goes on with a new one. */
  async function keepRunning(queue: TaskQueue): Promise<void> {
    while (!stopping) {
      const pools: string[] = []
      const { promise: left, resolve: leave } = Promise.withResolvers<void>()
      try {
        const runner = await startTaskQueue(pool, options, queue, {
          made: (id) => pools.push(id),
          leaving: leave,
        })
        runners.add(runner)
        if (stopping) await runner.stop()
        await Promise.race([runner.promise.catch(() => undefined), left.then(() => pause(LEAVES_WITHIN_MS))])
        runners.delete(runner)
      } catch (error) {
        options.onFailure('queue', asError(error), 0)
      }
      for (const id of pools) over.add(id)
      if (!stopping) await pause(500)
    }
  }

  async function rescue(): Promise<void> {
    const others = options.inGracePeriod?.() ? [] : await deadPools(pool)
    const dead = [...new Set([...others, ...over])]
    if (dead.length === 0) return
    await rescuer.forceUnlockWorkers(dead)
    await pool.query('delete from public.queue_pool where pool_id = any ($1)', [dead])
    for (const id of dead) over.delete(id)
    options.onRescued?.(dead)
  }

  await rescue()
  const tasks = Object.assign({}, ...options.queues.map((queue) => queue.tasks)) as Tasks
  const inlineJobs = createInlineJobs({
    task: async (name, payload) =>
      (tasks[name] as ((payload: unknown) => Promise<void>) | undefined)?.(payload),
    most: MOST_INLINE,
    onFailure: options.onFailure,
  })
  options.runInline(inlineJobs)
  const running = options.queues.map(keepRunning)
  const timer = setInterval(
    () => void rescue().catch((error) => options.onFailure('rescue', asError(error), 0)),
    RESCUE_MS,
  )
  return {
    async stop() {
      stopping = true
      clearInterval(timer)
      await Promise.all([...runners].map((runner) => runner.stop().catch(() => undefined)))
      await Promise.all(running)
      await inlineJobs.stop()
      await pool
        .query('delete from public.queue_pool where process = $1', [options.process])
        .catch(() => undefined)
      await rescuer.release()
      await pool.end()
    },
  }
}

async function startTaskQueue(
  pool: pg.Pool,
  options: Options,
  queue: TaskQueue,
  tell: { made: (id: string) => void; leaving: () => void },
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter()
  // Jobs are locked under the id of a pool; it must be ours to tell before it takes any.
  events.on('pool:create', ({ workerPool }) => {
    tell.made(workerPool.id)
    register(pool, workerPool.id, options.process).catch((error) =>
      options.onFailure('queue', asError(error), 0),
    )
  })
  events.on('pool:gracefulShutdown', () => tell.leaving())
  events.on('pool:forcefulShutdown', () => tell.leaving())
  return run({
    pgPool: pool,
    events,
    taskList: reporting(queue.tasks, options.onFailure),
    parsedCronItems: [],
    logger: SILENT,
    noHandleSignals: true,
    preset: {
      extends: [WorkerPreset],
      worker: {
        concurrentJobs: queue.concurrency,
        pollInterval: POLL_MS,
        useNodeTime: true,
        completeJobBatchDelay: 5,
        failJobBatchDelay: 5,
        localQueue: queue.batched
          ? { size: queue.concurrency * 4 }
          : { size: queue.concurrency, refetchDelay: { durationMs: GATHER_MS, maxAbortThreshold: 1_000 } },
      },
    },
  })
}

async function register(pool: pg.Pool, poolId: string, process: number): Promise<void> {
  await pool.query(
    'insert into public.queue_pool (pool_id, process, created_at) values ($1, $2, $3) on conflict do nothing',
    [poolId, process, new Date()],
  )
}

async function deadPools(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ pool: string }>('select pool from public.dead_pools($1)', [
    new Date(Date.now() - UNREGISTERED_MS),
  ])
  return rows.map((row) => row.pool)
}

/** A task is a function; a failure is told with its name before the library retries it. */
function reporting(tasks: Tasks, onFailure: Options['onFailure']): TaskList {
  const entries = Object.entries(tasks).map(([name, task]) => [
    name,
    async (payload: unknown, helpers: { job: { attempts: number } }) => {
      try {
        await withTrace(traceOf(payload), () => (task as (payload: unknown) => Promise<void>)(payload))
      } catch (thrown) {
        withTrace(traceOf(payload), () => onFailure(name, asError(thrown), helpers.job.attempts))
        throw thrown
      }
    },
  ])
  return Object.fromEntries(entries)
}

/** A job goes on under the trace of the request that made it. */
function traceOf(payload: unknown): string {
  const given = (payload as { traceId?: unknown } | null)?.traceId
  return typeof given === 'string' ? given : newTraceId()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
