import { join } from 'node:path'
import { freePort } from '../postgres/free-port.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { buildPages } from './build-pages.ts'
import { runOnce } from './child.ts'
import { type LauncherEnvironment, reachable } from './environment.ts'
import { forgetRun, noteRun, noteStopping, settleLastRun } from './last-run.ts'
import { refuseNewerSchema } from './newer-schema.ts'
import { requireFreePorts } from './ports.ts'
import { openSecrets } from './secrets.ts'
import { type Service, type ServiceOptions, startService } from './service.ts'
import { serviceEnvironments } from './vendors.ts'

const SANDBOX = { name: 'sandbox', file: 'infra/sandbox/src/main.ts' }
const CLOUD = { name: 'cloud', file: 'cloud/src/main.ts' }
const DEMO = 'infra/demo/seed.ts'
/** A first start migrates, seeds and indexes before it is ready. */
const READY_WITHIN_MS = 90_000
/** The cloud finishes what it has begun before it leaves. */
const CLOUD_DRAINS_WITHIN_MS = 10_000
const SANDBOX_STOPS_WITHIN_MS = 5_000

/** A running house: database, sandbox and cloud. */
export interface Plantao {
  cloudUrl: string
  /** Absent when every vendor is real. */
  sandboxUrl: string | undefined
  /** Names of what the sandbox stands in for. */
  played: string[]
  logs: string[]
  /** Of the role that owns the tables. */
  databaseUrl: string
  /** Resolves with the reason when a part ends that nobody asked to stop; pending otherwise. */
  failure: Promise<string>
  /** The sandbox, unless every vendor is real, and the cloud. */
  services: Service[]
  /** Runs a file that ends by itself as a neighbour of the cloud, with its environment. Throws with its last words. */
  run(name: string, file: string, args: string[]): Promise<void>
  /** Cloud first, then sandbox, then database. May be repeated; resolves when everything is gone. */
  stop(): Promise<void>
}

/** What the commands want beyond the house itself; tests want nothing. */
export interface PlantaoOptions {
  /** The demo company gets its conversations of the last days, when it has none. */
  withDemoConversations?: boolean
  /** For who changes the sources meanwhile. */
  development?: {
    /** Where the cloud listens, on 127.0.0.1, while another server stands at its own address. */
    cloudPort: number
    /** Port of the cloud's inspector on 127.0.0.1. */
    inspect: number | undefined
    /** Receives each line that a service prints. */
    onLine: (name: string, line: string) => void
    /** A service ended by itself: the others stay, for the next change may mend it. */
    onEnd: (name: string, how: string) => void
  }
}

/**
 * Starts everything and resolves when the cloud is ready. What was started is stopped again when it fails or when
 * `signal` is aborted meanwhile.
 * @param say receives one short line per step
 */
export async function startPlantao(
  environment: LauncherEnvironment,
  say: (line: string) => void,
  signal?: AbortSignal,
  { withDemoConversations = false, development }: PlantaoOptions = {},
): Promise<Plantao> {
  const { dataDir, given } = environment
  await settleLastRun(dataDir)
  const stops: (() => Promise<void>)[] = [() => forgetRun(dataDir)]
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= noteStopping(dataDir).then(() => inTurn(stops))
    return stopping
  }
  const { promise: failure, resolve: fail } = Promise.withResolvers<string>()
  const ended = (name: string, how: string) => {
    if (!stopping) fail(`${name} ended by itself (${how})`)
  }
  try {
    const secrets = await openSecrets(dataDir)
    // The ports are asked for before anything slow, so that a taken one is told at once.
    const smtpPort = await freePort()
    const { played } = serviceEnvironments(environment, secrets, '', smtpPort)
    await requireFreePorts(environment, played.length > 0)
    say(development ? 'Preparing the database …' : 'Preparing pages and database …')
    const openDatabase = async () => {
      const postgres = await startPostgres({ dataDir, say })
      stops.unshift(postgres.stop)
      postgres.ended.then(() => ended('PostgreSQL', 'see its server.log'))
      return postgres.url
    }
    const database = given.DATABASE_URL ? Promise.resolve(given.DATABASE_URL) : openDatabase()
    // Waited for even when the build fails, or the server would be left behind.
    const [address, pages] = await Promise.allSettled([database, development ? [] : buildPages()])
    if (address.status === 'rejected') throw address.reason
    if (pages.status === 'rejected') throw pages.reason
    await refuseNewerSchema(address.value)
    const envs = serviceEnvironments(environment, secrets, address.value, smtpPort)
    if (development) {
      Object.assign(envs.cloud, { HOST: '127.0.0.1', PORT: String(development.cloudPort) })
      // What did not change need not be compiled again at a restart.
      const cache = { NODE_COMPILE_CACHE: join(dataDir, 'compile-cache') }
      for (const env of [envs.cloud, envs.sandbox]) Object.assign(env, cache)
    }
    const services: Service[] = []
    const running = new Map<string, { pid: number; file: string }>()
    const begin = async (options: Omit<ServiceOptions, 'dataDir' | 'readyWithinMs' | 'onLine'>) => {
      signal?.throwIfAborted()
      const { name, file } = options
      const onLine = development && ((line: string) => development.onLine(name, line))
      const service = await startService(
        { ...options, dataDir, readyWithinMs: READY_WITHIN_MS, onLine },
        {
          onBegin: (pid) => noteRun(dataDir, [...running.set(name, { pid, file }).values()]),
          onEnd: (how) => (development && !stopping ? development.onEnd(name, how) : ended(name, how)),
        },
      )
      stops.unshift(service.stop)
      services.push(service)
      return service
    }
    const run = (name: string, file: string, args: string[]) =>
      runOnce(
        { name, file },
        args,
        envs.cloud,
        dataDir,
        development && ((line) => development.onLine(name, line)),
      )
    const sandboxUrl = played.length > 0 ? `http://127.0.0.1:${environment.sandboxPort}` : undefined
    if (sandboxUrl) {
      const sandbox = await begin({
        ...SANDBOX,
        env: envs.sandbox,
        url: `${sandboxUrl}/`,
        below: 500,
        stopsWithinMs: SANDBOX_STOPS_WITHIN_MS,
      })
      say('Starting the sandbox …')
      await sandbox.ready(signal)
    }
    if (sandboxUrl && played.includes('WhatsApp')) {
      say('Preparing the demo company …')
      await run('demo', DEMO, [sandboxUrl, ...(withDemoConversations ? ['--with-conversations'] : [])])
    }
    const cloudPort = development?.cloudPort
    const cloudUrl = cloudPort
      ? `http://127.0.0.1:${cloudPort}`
      : `http://${reachable(environment.host)}:${environment.port}`
    const cloud = await begin({
      ...CLOUD,
      env: envs.cloud,
      nodeArgs: development?.inspect ? [`--inspect=127.0.0.1:${development.inspect}`] : [],
      url: `${cloudUrl}/ready`,
      stopsWithinMs: CLOUD_DRAINS_WITHIN_MS,
    })
    say('Starting the cloud …')
    await cloud.ready(signal)
    const logs = services.map(({ log }) => log)
    return { cloudUrl, sandboxUrl, played, logs, databaseUrl: address.value, failure, services, run, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One part after the other; a part that cannot be stopped does not keep the rest running. */
async function inTurn(stops: (() => Promise<void>)[]): Promise<void> {
  const faults: unknown[] = []
  for (const stop of stops) await stop().catch((error: unknown) => faults.push(error))
  if (faults.length > 0) throw faults[0]
}
