import { freePort } from '../postgres/free-port.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { buildPages } from './build-pages.ts'
import { type Child, logEnd, runOnce, startChild } from './child.ts'
import { type LauncherEnvironment, reachable } from './environment.ts'
import { forgetRun, noteRun, noteStopping, settleLastRun } from './last-run.ts'
import { requireFreePorts } from './ports.ts'
import { openSecrets } from './secrets.ts'
import { serviceEnvironments } from './vendors.ts'
import { whenAnswering } from './when-answering.ts'

const SANDBOX = { name: 'sandbox', file: 'infra/sandbox/src/main.ts' }
const CLOUD = { name: 'cloud', file: 'cloud/src/main.ts' }
const DEMO = { name: 'demo', file: 'infra/demo/seed.ts' }
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
  /** Cloud first, then sandbox, then database. May be repeated; resolves when everything is gone. */
  stop(): Promise<void>
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
  const watch = (name: string, ended: Promise<string>) => {
    ended.then((how) => stopping || fail(`${name} ended by itself (${how})`))
  }
  try {
    const secrets = await openSecrets(dataDir)
    // The ports are asked for before anything slow, so that a taken one is told at once.
    const smtpPort = await freePort()
    const { played } = serviceEnvironments(environment, secrets, '', smtpPort)
    await requireFreePorts(environment, played.length > 0)
    say('Preparing pages and database …')
    const openDatabase = async () => {
      const postgres = await startPostgres({ dataDir, say })
      stops.unshift(postgres.stop)
      watch(
        'PostgreSQL',
        postgres.ended.then(() => 'see its server.log'),
      )
      return postgres.url
    }
    const database = given.DATABASE_URL ? Promise.resolve(given.DATABASE_URL) : openDatabase()
    // Waited for even when the build fails, or the server would be left behind.
    const [address, pages] = await Promise.allSettled([database, buildPages()])
    if (address.status === 'rejected') throw address.reason
    if (pages.status === 'rejected') throw pages.reason
    const services = serviceEnvironments(environment, secrets, address.value, smtpPort)
    const children: Child[] = []
    const begin = async (service: typeof CLOUD, env: Record<string, string>, patience: number) => {
      signal?.throwIfAborted()
      const child = await startChild(service.name, service.file, env, dataDir)
      stops.unshift(() => child.stop(patience))
      children.push(child)
      await noteRun(
        dataDir,
        [SANDBOX, CLOUD].flatMap(({ name, file }) => {
          const running = children.find((one) => one.name === name)
          return running ? [{ pid: running.pid, file }] : []
        }),
      )
      watch(service.name, child.ended)
      return child
    }
    const sandboxUrl = played.length > 0 ? `http://127.0.0.1:${environment.sandboxPort}` : undefined
    if (sandboxUrl) {
      const sandbox = await begin(SANDBOX, services.sandbox, SANDBOX_STOPS_WITHIN_MS)
      say('Starting the sandbox …')
      await ready(sandbox, `${sandboxUrl}/`, signal, 500)
    }
    if (sandboxUrl && played.includes('WhatsApp')) {
      say('Preparing the demo company …')
      await runOnce(DEMO, [sandboxUrl], services.cloud, dataDir)
    }
    const cloudUrl = `http://${reachable(environment.host)}:${environment.port}`
    const cloud = await begin(CLOUD, services.cloud, CLOUD_DRAINS_WITHIN_MS)
    say('Starting the cloud …')
    await ready(cloud, `${cloudUrl}/ready`, signal)
    const logs = children.map((child) => child.log)
    return { cloudUrl, sandboxUrl, played, logs, databaseUrl: address.value, failure, stop }
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

async function ready(child: Child, url: string, signal?: AbortSignal, below = 300): Promise<void> {
  const aborted = new Promise<string>((settle) =>
    signal?.addEventListener('abort', () => settle('asked to stop')),
  )
  try {
    await whenAnswering(url, Promise.race([child.ended, aborted]), READY_WITHIN_MS, below)
  } catch (error) {
    signal?.throwIfAborted()
    throw new Error(
      `${child.name} did not become ready: ${(error as Error).message}\n${await logEnd(child.log)}`,
    )
  }
}
