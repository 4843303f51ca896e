import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { whenAnswering } from '../../launcher/when-answering.ts'
import { freePort } from '../../postgres/free-port.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { cpuSeconds, exitOf, READY_WITHIN_MS } from '../processes.ts'
import { percentile, type Report } from '../report.ts'
import { benchTenant } from '../tenant.ts'
import { createLoad, type Load, type Sample } from './load.ts'
import { instantVendors } from './vendors.ts'

/** Rate at which the road is measured, and for how long. */
const STEADY = { perSecond: 100, seconds: 15 }
const WEBHOOK = { perSecond: 300, seconds: 10 }
/** Conversations under way at once when the house is asked for all it can. */
const FLOOD = { underWay: 150, seconds: 15 }
const BARE = { underWay: 64, seconds: 6 }

/**
 * Webhook received → reply handed to Evolution, with models and WhatsApp answering at once and no debounce: what is
 * measured is ours. One process of each service, PostgreSQL durable, load and vendors in this process.
 */
export async function run(report: Report): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-bench-'))
  const postgres = await startPostgres({ dataDir })
  const vendors = await instantVendors()
  const port = await freePort()
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    DATABASE_URL: postgres.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    EVOLUTION_API_URL: vendors.url,
    EVOLUTION_API_KEY: 'bench',
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `${vendors.url}/v1`,
    JWT_SECRET: 'bench-bench-bench-bench-bench-bench',
    LOG_LEVEL: 'warn',
  }
  const { secret } = await benchTenant(env)
  const services = [
    child('cloud/src/main.ts', { ...env, SERVICES: 'web' }),
    child('cloud/src/main.ts', { ...env, SERVICES: 'worker,scheduler', PORT: String(await freePort()) }),
  ]
  try {
    await whenAnswering(`${env.PUBLIC_URL}/ready`, exitOf(services[0]!), READY_WITHIN_MS)
    const load = createLoad({ url: `${env.PUBLIC_URL}/webhook/whatsapp`, secret, vendors })
    await load.steady(50, 3)
    await analyse(postgres.superuserUrl)
    await reportSteady(report, load, services)
    // What the burst left undone is not the flood's to do.
    await load.rest()
    const sustained = await reportFlood(report, load)
    load.close()
    for (const service of services) service.kill('SIGTERM')
    const bare = await bareRate(postgres.url)
    report({ metric: 'bare_inserts_per_s', value: bare, unit: '1/s' })
    report({ metric: 'ratio_to_bare', value: sustained / bare, unit: 'ratio' })
  } finally {
    for (const service of services) service.kill('SIGKILL')
    vendors.close()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function reportSteady(report: Report, load: Load, services: ChildProcess[]): Promise<void> {
  const before = services.map((service) => cpuSeconds(service.pid!))
  const steady = await load.steady(STEADY.perSecond, STEADY.seconds)
  const overhead = steady.flatMap((sample) => (sample.repliedMs === null ? [] : [sample.repliedMs]))
  report({ metric: 'overhead_p50_ms', value: percentile(overhead, 0.5), unit: 'ms' })
  report({ metric: 'overhead_p99_ms', value: percentile(overhead, 0.99), unit: 'ms' })
  report({ metric: 'unanswered', value: steady.length - overhead.length, unit: 'messages' })
  services.forEach((service, i) => {
    const used = cpuSeconds(service.pid!) - before[i]!
    report({ metric: `cpu_${i === 0 ? 'web' : 'worker'}`, value: used / STEADY.seconds, unit: 'cores' })
  })
  const burst = await load.steady(WEBHOOK.perSecond, WEBHOOK.seconds)
  report({ metric: 'webhook_p99_ms', value: percentile(burst.map(webhookMs), 0.99), unit: 'ms' })
}

const webhookMs = (sample: Sample) => sample.acceptedMs

async function reportFlood(report: Report, load: Load): Promise<number> {
  const replies = await load.flood(FLOOD.underWay, FLOOD.seconds)
  const sustained = replies / FLOOD.seconds
  report({ metric: 'sustained_msgs_per_s', value: sustained, unit: '1/s' })
  return sustained
}

/** The same load generator against bare Fastify and one INSERT into the same PostgreSQL. */
async function bareRate(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    'create table bare (id bigint generated always as identity primary key, body jsonb not null)',
  )
  await client.end()
  const port = await freePort()
  const bare = fork(new URL('./bare.ts', import.meta.url), [databaseUrl, String(port)])
  await new Promise((ready) => bare.once('message', ready))
  const load = createLoad({ url: `http://127.0.0.1:${port}/webhook/whatsapp`, secret: 'bare', vendors: null })
  const accepted = await load.flood(BARE.underWay, BARE.seconds)
  load.close()
  bare.kill()
  return accepted / BARE.seconds
}

/** What autovacuum does within its first minute: until then every plan is made for empty tables. */
async function analyse(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}

function child(file: string, env: Record<string, string>): ChildProcess {
  return fork(file, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}
