import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../launcher/environment.ts'
import { whenAnswering } from '../../launcher/when-answering.ts'
import { freePort } from '../../postgres/free-port.ts'
import { discardPostgres } from '../../postgres/start-postgres.ts'
import { exitOf, READY_WITHIN_MS } from '../processes.ts'
import type { Report } from '../report.ts'

/** `npm start` to `/ready`, first on an empty data folder, then on the same again. Dependencies are installed already. */
export async function run(report: Report): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-cold-'))
  try {
    report({ metric: 'first_start_s', value: await startSeconds(dataDir), unit: 's' })
    report({ metric: 'second_start_s', value: await startSeconds(dataDir), unit: 's' })
  } finally {
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function startSeconds(dataDir: string): Promise<number> {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const env = { ...process.env, PORT: String(port), SANDBOX_PORT: String(sandboxPort), DATA_DIR: dataDir }
  const begun = performance.now()
  const launcher = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = exitOf(launcher)
  await whenAnswering(`http://127.0.0.1:${port}/ready`, ended, READY_WITHIN_MS)
  const seconds = (performance.now() - begun) / 1000
  launcher.kill('SIGTERM')
  await ended
  return seconds
}
