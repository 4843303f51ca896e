import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, logEnd, runOnce, startChild } from '../../launcher/child.ts'
import { openSecrets } from '../../launcher/secrets.ts'
import { serviceEnvironments } from '../../launcher/vendors.ts'
import { whenAnswering } from '../../launcher/when-answering.ts'
import { freePort } from '../../postgres/free-port.ts'
import { discardPostgres, type RunningPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { copyCluster } from '../database/cluster-template.ts'

/** On a machine that builds eight other things a start takes minutes. */
const READY_WITHIN_MS = 300_000
/** Above the time in which a process of the cloud ends itself, so that a drain that hangs tells so. */
const STOPS_WITHIN_MS = 30_000

/** One process of the cloud: ended and brought back at will, on the same port. */
export type Service = {
  url: string
  pid: () => number
  /** `kill -9`: nothing is finished, nothing is said. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM, as a deploy does; resolves when it has drained, with how it ended. */
  stop(): Promise<string>
  /** How often it ended without being asked to. */
  crashes: () => number
  /** Starts it again; resolves when it answers `/health`. */
  start(): Promise<void>
}

export type WholeHouse = {
  /** Address of the first process that serves the web. */
  cloudUrl: string
  sandboxUrl: string
  services: Service[]
  sandboxPid: number
  /** Below it each process writes its log. */
  dataDir: string
  /** Superuser's address: for counting, past row-level security. */
  databaseUrl: string
  databasePid: () => number
  /** What the processes of the cloud were told, for whoever uses their parts from outside. */
  cloudEnvironment: Record<string, string>
  stopDatabase(): Promise<void>
  /** Ends the database in the middle of things: what it had not written out is gone. */
  crashDatabase(): Promise<void>
  startDatabase(): Promise<void>
  /** Everything every process of the cloud has printed so far. */
  logs(): Promise<string>
  stop(): Promise<void>
}

export type HouseOptions = {
  /** What each process of the cloud runs; one that runs all of it by default. */
  services?: string[]
  /** Further environment of the cloud. */
  env?: Record<string, string>
  /** Evolution's first wait before it repeats a webhook. */
  retryBaseMs?: number
  durable?: boolean
  /** DATA_DIR of a stopped, migrated server to begin from, which saves making one. */
  template?: string
}

/**
 * The product as it runs: PostgreSQL, the sandbox and the cloud as processes of their own on free ports, with the demo
 * company in it. Everything is thrown away by `stop`.
 */
export async function startWholeHouse(options: HouseOptions = {}): Promise<WholeHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-house-'))
  const durable = options.durable ?? false
  if (options.template) await copyCluster(options.template, dataDir)
  let postgres: RunningPostgres = await startPostgres({ dataDir, durable })
  const stops: (() => Promise<void>)[] = []
  try {
    const [port, sandboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()]
    const given = {
      PATH: process.env.PATH ?? '',
      LOG_LEVEL: 'debug',
      SANDBOX_RETRY_BASE_MS: String(options.retryBaseMs ?? 300),
      ...options.env,
    }
    const environment = {
      port,
      sandboxPort,
      host: '127.0.0.1',
      dataDir,
      publicUrl: `http://127.0.0.1:${port}`,
      given,
    }
    const { cloud, sandbox } = serviceEnvironments(
      environment,
      await openSecrets(dataDir),
      postgres.url,
      smtpPort,
    )
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
    const stranger = await startChild('sandbox', 'infra/sandbox/src/main.ts', sandbox, dataDir)
    stops.push(() => stranger.stop(STOPS_WITHIN_MS))
    await whenAnswering(`${sandboxUrl}/`, stranger.ended, READY_WITHIN_MS, 500)
    await runOnce({ name: 'demo', file: 'infra/demo/seed.ts' }, [sandboxUrl], cloud, dataDir)
    const services: Service[] = []
    for (const [at, kinds] of (options.services ?? ['web,worker,scheduler']).entries()) {
      const own = at === 0 ? port : await freePort()
      const service = serviceOf(`cloud-${at}`, { ...cloud, SERVICES: kinds, PORT: String(own) }, dataDir)
      stops.unshift(async () => void (await service.stop()))
      await service.start()
      services.push(service)
    }
    return {
      cloudUrl: environment.publicUrl,
      sandboxUrl,
      services,
      sandboxPid: stranger.pid,
      dataDir,
      databaseUrl: postgres.superuserUrl,
      databasePid: () => postgres.pid,
      cloudEnvironment: cloud,
      stopDatabase: () => postgres.stop(),
      crashDatabase: async () => {
        process.kill(postgres.pid, 'SIGQUIT')
        await postgres.ended
        await postgres.stop()
      },
      startDatabase: async () => {
        postgres = await startPostgres({ dataDir, durable })
      },
      logs: () => printed(join(dataDir, 'logs')),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }

  async function stop(): Promise<void> {
    for (const one of stops) await one()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

function serviceOf(name: string, env: Record<string, string>, dataDir: string): Service {
  const url = `http://127.0.0.1:${env.PORT}`
  let child: Child | null = null
  let starts = 0
  let crashes = 0
  const gone = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ending = child
    child = null
    if (!ending) return 'not running'
    if (signal === 'SIGTERM') {
      await ending.stop(STOPS_WITHIN_MS)
      return ending.ended
    }
    try {
      process.kill(ending.pid, signal)
    } catch {
      // It had ended already.
    }
    return ending.ended
  }
  return {
    url,
    pid: () => child?.pid ?? 0,
    crashes: () => crashes,
    kill: async () => void (await gone('SIGKILL')),
    stop: () => gone('SIGTERM'),
    async start() {
      // A log of its own for each life: none is written over.
      child = await startChild(`${name}-${++starts}`, 'cloud/src/main.ts', env, dataDir)
      const begun = child
      try {
        await whenAnswering(`${url}/health`, child.ended, READY_WITHIN_MS)
        begun.ended.then(() => {
          if (child === begun) crashes += 1
        })
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}\n${await logEnd(begun.log)}`)
      }
    },
  }
}

async function printed(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => file.startsWith('cloud-'))
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('')
}
