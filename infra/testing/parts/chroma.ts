import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../postgres/free-port.ts'

/** The last build of Chroma's own server for Node whose binary runs with the glibc of Debian 12. Never a dependency. */
const PACKAGE = 'chromadb-js-bindings-linux-x64-gnu'
const VERSION = '1.0.3'
const DOWNLOAD_MS = 120_000
const START_MS = 30_000

const run = promisify(execFile)

export type RunningChroma = {
  url: string
  pid: () => number
  /** Ends it at once and keeps its data. */
  kill: () => Promise<void>
  /** Starts it again on the same port and data. */
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts a real Chroma on a free port of the loopback, for tests. Rejects with the reason when there can be none. */
export async function startChroma(): Promise<RunningChroma> {
  const binding = await download()
  const port = await freePort()
  const data = await mkdtemp(join(tmpdir(), 'chroma-data-'))
  const program = `require(${JSON.stringify(binding)}).cli(${JSON.stringify(['chroma', 'run', '--path', data, '--host', '127.0.0.1', '--port', String(port)])})`
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess
  const start = async () => {
    server = spawn(process.execPath, ['--eval', program], { stdio: 'ignore' })
    await answering(url, server)
  }
  const stop = async () => {
    await stopped(server)
    await rm(data, { recursive: true, force: true })
  }
  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return { url, pid: () => server.pid ?? 0, kill: () => stopped(server), start, stop }
}

async function download(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`no Chroma for ${process.platform} here`)
  const cache = join(tmpdir(), `${PACKAGE}-${VERSION}-${process.getuid?.() ?? 'any'}`)
  const binding = join(cache, 'package', 'chromadb-js-bindings.linux-x64-gnu.node')
  if (existsSync(binding)) return binding
  const staging = await mkdtemp(join(tmpdir(), 'chroma-package-'))
  try {
    await run('npm', ['pack', `${PACKAGE}@${VERSION}`, '--silent'], { cwd: staging, timeout: DOWNLOAD_MS })
    await run('tar', ['xzf', `${PACKAGE}-${VERSION}.tgz`], { cwd: staging })
    await mkdir(cache, { recursive: true })
    await rename(join(staging, 'package'), join(cache, 'package')).catch((error) => {
      if (!existsSync(binding)) throw error
    })
    return binding
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS
  while (server.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`${url}/api/v2/heartbeat`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(
    server.exitCode === null ? 'Chroma did not answer in time' : `Chroma ended with ${server.exitCode}`,
  )
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}
