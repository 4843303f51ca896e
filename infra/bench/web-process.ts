import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { whenAnswering } from '../launcher/when-answering.ts'
import { freePort } from '../postgres/free-port.ts'
import { discardPostgres, type RunningPostgres, startPostgres } from '../postgres/start-postgres.ts'
import { exitOf, READY_WITHIN_MS } from './processes.ts'
import type { Report } from './report.ts'

const SERVER = new URL('../../cloud/src/main.ts', import.meta.url)

/** A durable PostgreSQL and one web process of the cloud on it, each a process of its own. */
export type WebHouse = {
  postgres: RunningPostgres
  url: string
  env: Record<string, string>
  /** Starts the web process; before it the tables may be filled. Answers its process id. */
  start(): Promise<number>
  stop(): Promise<void>
}

export const JWT_SECRET = 'bench-bench-bench-bench-bench-bench'

/** @param more further environment of the cloud */
export async function webHouse(more: Record<string, string> = {}): Promise<WebHouse> {
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
    JWT_SECRET,
    LOG_LEVEL: 'error',
    SERVICES: 'web',
    ...more,
  }
  let server: ChildProcess | undefined
  return {
    postgres,
    url,
    env,
    async start() {
      server = fork(SERVER, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      await whenAnswering(`${url}/health`, exitOf(server), READY_WITHIN_MS)
      return server.pid!
    },
    async stop() {
      server?.kill('SIGKILL')
      await postgres.stop()
      await discardPostgres(dataDir)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** How busy the machine was: beside figures of time it says how much they are worth. */
export function reportLoad(report: Report): void {
  report({ metric: 'load_average_1m', value: loadavg()[0]!, unit: 'processes' })
}
