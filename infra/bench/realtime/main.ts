import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { ClientToServer, ServerToClient } from '@plantao/shared/realtime/events'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import { createWakeUp } from '../../../cloud/src/platform/wake-up.ts'
import { fillPeople, tokenFor } from '../fill/people.ts'
import { cpuSeconds, residentMb } from '../processes.ts'
import { percentile, type Report } from '../report.ts'
import { benchTenant } from '../tenant.ts'
import { reportLoad, webHouse } from '../web-process.ts'
import { type Ask, sharedNow, type Told } from './consoles.ts'

type Console = Socket<ServerToClient, ClientToServer>

const CONSOLES = [1, 500, 2000]
/** A person has no more than ten consoles. */
const PEOPLE = 250
const HANDOFFS = 200
/** Between two handoffs, in milliseconds: ten a second in one company is a very bad day. */
const PAUSE_MS = 100
const MISSED = 10_000

/**
 * Handoff committed → event in every console of one company; then one console that slept through many events. Three
 * processes: this one commits, as a worker does; one serves the web; one holds the consoles.
 */
export async function run(report: Report): Promise<void> {
  const house = await webHouse()
  const { tenantId } = await benchTenant(house.env, { knowledge: false })
  const client = new pg.Client({ connectionString: house.postgres.superuserUrl })
  await client.connect()
  const tokens = await Promise.all((await fillPeople(client, tenantId, PEOPLE)).map(tokenFor))
  const web = await house.start()
  const crowd = fork(new URL('./consoles.ts', import.meta.url))
  const db = openDatabase({ url: roleUrl(house.postgres.url, 'plantao_app'), clock: systemClock })
  const announce = (count: number) =>
    db.tenant(tenantId, async (tx) => {
      for (let i = 0; i < count; i++) tx.announce({ type: 'handoff.opened' })
    })
  // The commits are this process's, so it is the one that wakes the web process.
  const wakeUp = await createWakeUp({ db })
  try {
    reportLoad(report)
    const bare = await bareNotices(house.postgres.superuserUrl, client)
    let before = { p50: percentile(bare, 0.5), p99: percentile(bare, 0.99) }
    const empty = residentMb(web)
    for (const count of CONSOLES) {
      crowd.send({ url: house.url, tokens, count } satisfies Ask)
      await next(crowd)
      const used = [web, crowd.pid!, process.pid].map(cpuSeconds)
      const begun = performance.now()
      const samples = await measure(crowd, () => announce(1))
      const seconds = (performance.now() - begun) / 1000
      const now = { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) }
      report({ metric: `handoff_p50_ms_${count}`, value: now.p50, unit: 'ms', baseline: before.p50 })
      report({ metric: `handoff_p99_ms_${count}`, value: now.p99, unit: 'ms', baseline: before.p99 })
      if (count === 1) before = now
      const after = [web, crowd.pid!, process.pid].map(cpuSeconds)
      for (const [at, who] of ['web', 'consoles', 'committing'].entries())
        report({ metric: `cpu_${who}_${count}`, value: (after[at]! - used[at]!) / seconds, unit: 'cores' })
      report({ metric: `memory_web_${count}`, value: residentMb(web), unit: 'MB' })
    }
    report({
      metric: 'memory_per_console',
      value: ((residentMb(web) - empty) * 1024) / CONSOLES.at(-1)!,
      unit: 'KB',
    })
    crowd.kill('SIGKILL')
    report({ metric: 'catch_up_10000_ms', value: await catchUp(house.url, tokens[0]!, announce), unit: 'ms' })
    reportLoad(report)
  } finally {
    crowd.kill('SIGKILL')
    await wakeUp.close()
    await db.close()
    await client.end()
    await house.stop()
  }
}

const next = async (crowd: ChildProcess): Promise<Told> => (await once(crowd, 'message'))[0] as Told

/** One sample per console and handoff: from the commit's return to the event in that console. */
async function measure(crowd: ChildProcess, handoff: () => Promise<void>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round < HANDOFFS; round++) {
    const heard = next(crowd)
    await handoff()
    const committed = sharedNow()
    const told = await heard
    if (!('arrivals' in told)) throw new Error('the consoles said something else')
    for (const arrival of told.arrivals) samples.push(Math.max(0, arrival - committed))
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return samples
}

/** What the machine needs to carry a bare notice of PostgreSQL from one connection to another. */
async function bareNotices(url: string, sender: pg.Client): Promise<number[]> {
  const listener = new pg.Client({ connectionString: url })
  await listener.connect()
  await listener.query('listen bench')
  const samples: number[] = []
  for (let round = 0; round < HANDOFFS; round++) {
    const heard = once(listener, 'notification')
    await sender.query('notify bench')
    const sent = sharedNow()
    await heard
    samples.push(Math.max(0, sharedNow() - sent))
  }
  await listener.end()
  return samples
}

/** Milliseconds from connecting with an old cursor to the last missed event. */
async function catchUp(
  url: string,
  token: string,
  announce: (count: number) => Promise<unknown>,
): Promise<number> {
  const first = open(url, token)
  const seq = await new Promise<number>((resolve, reject) => {
    first.once('hello', (hello) => resolve(hello.seq))
    first.once('connect_error', reject)
  })
  first.disconnect()
  await announce(MISSED)
  const begun = performance.now()
  const late = open(url, token, seq)
  await new Promise<void>((resolve) => {
    late.on('events', (events) => {
      if (events.at(-1)!.seq === seq + MISSED) resolve()
    })
  })
  const took = performance.now() - begun
  late.disconnect()
  return took
}

function open(url: string, token: string, cursor?: number): Console {
  const auth = { token, protocol: PROTOCOL, ...(cursor === undefined ? {} : { cursor }) }
  return io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true })
}
