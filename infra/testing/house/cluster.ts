import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { buildPages } from '../../launcher/build-pages.ts'
import { type Child, logEnd, runOnce, startChild } from '../../launcher/child.ts'
import { openSecrets } from '../../launcher/secrets.ts'
import { serviceEnvironments } from '../../launcher/vendors.ts'
import { whenAnswering } from '../../launcher/when-answering.ts'
import { freePort } from '../../postgres/free-port.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { LATE_STRIPE_ENV } from '../../sandbox/src/testing/late-stripe.ts'
import { copyCluster } from '../database/cluster-template.ts'
import { nginxPorts, type RunningNginx, startNginx } from '../parts/nginx.ts'
import { startRedis } from '../parts/redis.ts'

/** The processes of a cloud that runs several: two of web, one of worker and scheduler. */
const PROCESSES = { 'web-a': 'web', 'web-b': 'web', 'worker-a': 'worker,scheduler' } as const
export type ProcessName = keyof typeof PROCESSES

const READY_MS = 60_000
const DRAIN_MS = 20_000

/** A whole house of several processes behind nginx, with the sandbox as the outside world. */
export type Cluster = {
  /** Through nginx and TLS. */
  url: string
  httpUrl: string
  innerUrl: string
  sandboxUrl: string
  nginx: RunningNginx
  /** Below it each process writes its log. */
  dataDir: string
  /** Of the role that owns the tables. */
  databaseUrl: string
  /** Asks a process to leave, waits until it is gone and its successor is ready: one step of an upgrade. */
  roll: (name: ProcessName) => Promise<void>
  /** Ends a process without a word, and starts its successor. */
  kill: (name: ProcessName) => Promise<void>
  stop: () => Promise<void>
}

/** Starts everything. `chromaUrl` puts the vectors into a Chroma that is running already. */
export async function startCluster({ chromaUrl }: { chromaUrl?: string }): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-cluster-'))
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })]
  const stop = async () => {
    for (const one of stops.splice(0)) await one()
  }
  try {
    await buildPages()
    await copyCluster(inject('clusterTemplate'), dataDir)
    const postgres = await startPostgres({ dataDir, durable: false })
    stops.unshift(
      () => postgres.stop(),
      () => discardPostgres(dataDir),
    )
    const redis = await startRedis()
    stops.unshift(redis.kill)
    const [ports, sandboxPort] = [await nginxPorts(), await freePort()]
    const webPorts = [await freePort(), await freePort()]
    const url = `https://localhost:${ports.https}`
    const settings = { port: ports.https, host: '127.0.0.1', sandboxPort, dataDir, publicUrl: url }
    const innerUrl = `http://127.0.0.1:${ports.inner}`
    const given = {
      PATH: process.env.PATH ?? '',
      REDIS_URL: redis.url,
      // Evolution posts through nginx too, on the inner port: a process that leaves costs no event.
      WEBHOOK_URL: innerUrl,
      LOG_LEVEL: 'debug',
      ...LATE_STRIPE_ENV,
      ...(chromaUrl ? { CHROMA_URL: chromaUrl } : {}),
    }
    const secrets = await openSecrets(dataDir)
    const smtpPort = await freePort()
    const env = serviceEnvironments({ ...settings, given }, secrets, postgres.url, smtpPort)
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
    const sandbox = await startChild('sandbox', 'infra/sandbox/src/main.ts', env.sandbox, dataDir)
    stops.unshift(() => sandbox.stop(5_000))
    await whenAnswering(`${sandboxUrl}/`, sandbox.ended, READY_MS, 500)
    await runOnce({ name: 'demo', file: 'infra/demo/seed.ts' }, [sandboxUrl], env.cloud, dataDir)

    const running = new Map<ProcessName, Child>()
    const portOf: Record<ProcessName, number> = {
      'web-a': webPorts[0]!,
      'web-b': webPorts[1]!,
      'worker-a': await freePort(),
    }
    const begin = async (name: ProcessName) => {
      const own = { ...env.cloud, SERVICES: PROCESSES[name], PORT: String(portOf[name]) }
      const child = await startChild(name, 'cloud/src/main.ts', own, dataDir)
      running.set(name, child)
      await whenAnswering(`http://127.0.0.1:${portOf[name]}/ready`, child.ended, READY_MS).catch(
        async (error: Error) => {
          throw new Error(`${name}: ${error.message}\n${await logEnd(child.log)}`)
        },
      )
    }
    stops.unshift(() => Promise.all([...running.values()].map((child) => child.stop(DRAIN_MS))))
    for (const name of Object.keys(PROCESSES) as ProcessName[]) await begin(name)
    const nginx = await startNginx(ports, webPorts)
    stops.unshift(nginx.stop)
    return {
      url,
      httpUrl: `http://localhost:${ports.http}`,
      innerUrl,
      sandboxUrl,
      nginx,
      dataDir,
      databaseUrl: postgres.url,
      roll: async (name) => {
        await running.get(name)?.stop(DRAIN_MS)
        await begin(name)
      },
      kill: async (name) => {
        const child = running.get(name)
        if (child) process.kill(child.pid, 'SIGKILL')
        await child?.ended
        await begin(name)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
