import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientToServer, ServerToClient } from '@plantao/shared/realtime/events'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { io, type Socket } from 'socket.io-client'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import { createWakeUp } from '../../../cloud/src/platform/wake-up.ts'
import { freePort } from '../../postgres/free-port.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { percentile, type Report } from '../report.ts'
import { benchTenant, OWNER } from '../tenant.ts'

type Console = Socket<ServerToClient, ClientToServer>

const CONSOLES = [1, 500, 2000]
const HANDOFFS = 100
const MISSED = 10_000
const SERVER = new URL('../../../cloud/src/main.ts', import.meta.url)

/** Handoff committed → event in every connected console; then one console that slept through many events. */
export async function run(report: Report): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-bench-'))
  const postgres = await startPostgres({ dataDir })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    DATABASE_URL: postgres.url,
    PUBLIC_URL: url,
    EVOLUTION_API_URL: url,
    EVOLUTION_API_KEY: 'bench',
    OPENAI_BASE_URL: url,
    JWT_SECRET: 'bench-bench-bench-bench-bench-bench',
    LOG_LEVEL: 'warn',
    SERVICES: 'web',
  }
  const { tenantId } = await benchTenant(env, { knowledge: false })
  const server = fork(SERVER, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const db = openDatabase({ url: roleUrl(postgres.url, 'plantao_app'), clock: systemClock })
  const announce = (count: number) =>
    db.tenant(tenantId, async (tx) => {
      for (let i = 0; i < count; i++) tx.announce({ type: 'handoff.opened' })
    })
  // The commits are this process's, so it is the one that wakes the web process.
  const wakeUp = await createWakeUp({ db })
  try {
    const token = await signIn(url, server)
    const consoles: Console[] = []
    for (const wanted of CONSOLES) {
      while (consoles.length < wanted) consoles.push(await connect(url, token))
      const samples = await measure(consoles, () => announce(1))
      report({ metric: `handoff_p50_ms_${wanted}`, value: percentile(samples, 0.5), unit: 'ms' })
      report({ metric: `handoff_p99_ms_${wanted}`, value: percentile(samples, 0.99), unit: 'ms' })
    }
    for (const console of consoles) console.disconnect()
    report({ metric: 'catch_up_10000_ms', value: await catchUp(url, token, announce), unit: 'ms' })
  } finally {
    server.kill('SIGKILL')
    await wakeUp.close()
    await db.close()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** One sample per console and handoff: from the commit's return to the event in that console. */
async function measure(consoles: Console[], handoff: () => Promise<void>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round < HANDOFFS; round++) {
    let committed = 0
    const arrivals = consoles.map(
      (console) => new Promise<number>((resolve) => console.once('events', () => resolve(performance.now()))),
    )
    await handoff()
    committed = performance.now()
    for (const arrival of await Promise.all(arrivals)) samples.push(Math.max(0, arrival - committed))
  }
  return samples
}

/** Milliseconds from connecting with an old cursor to the last missed event. */
async function catchUp(
  url: string,
  token: string,
  announce: (count: number) => Promise<unknown>,
): Promise<number> {
  const first = await connect(url, token)
  const seq = await new Promise<number>((resolve) => {
    first.once('events', (events) => resolve(events.at(-1)!.seq))
    void announce(1)
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

function connect(url: string, token: string): Promise<Console> {
  const socket = open(url, token)
  return new Promise((resolve, reject) => {
    socket.once('hello', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

async function signIn(url: string, server: ChildProcess): Promise<string> {
  while (server.exitCode === null) {
    const answer = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(OWNER),
    }).catch(() => null)
    if (answer?.ok) return ((await answer.json()) as { accessToken: string }).accessToken
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server ended')
}
