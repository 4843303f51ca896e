import { spawn } from 'node:child_process'
import { open, readFile, stat } from 'node:fs/promises'
import type { Account } from './account.ts'
import { type Binaries, program } from './binaries.ts'
import type { Home } from './home.ts'
import { explainWrite } from './kept-file.ts'

/** A server process that this process started. `ended` resolves when it exits, for whatever reason. */
export interface Launched {
  pid: number
  port: number
  ended: Promise<void>
}

/** Arguments of the server: TCP on loopback only, no Unix socket (its path limit is 107 bytes). */
async function settings(port: number, durable: boolean): Promise<string[]> {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A checkpoint in the middle of a burst costs more than 1 GB of disk.
    max_wal_size: '1GB',
    // New tables are empty to the planner until they were looked at; a minute of bad plans is what a first user would meet.
    autovacuum_naptime: '10s',
    ...((await isSharedMemoryGone()) ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Whether a Linux gives no /dev/shm that all may write, as some containers: then files serve, a little slower. */
async function isSharedMemoryGone(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const found = await stat('/dev/shm').catch(() => undefined)
  return !found || (found.mode & 0o002) === 0
}

/** Starts the server process in a session of its own, so that Ctrl+C reaches only the launcher, which stops it last. */
export async function launch(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
  port: number,
  durable: boolean,
): Promise<Launched> {
  const log = await open(home.log, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw explainWrite(home.log, error) ?? error
  })
  const words = ['-D', home.data, ...(await settings(port, durable))]
  try {
    const child = spawn(program(binaries, 'postgres'), words, {
      cwd: home.folder,
      env: {},
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
      ...account,
    })
    const ended = new Promise<void>((settle) => {
      child.once('exit', () => settle())
      child.once('error', () => settle())
    })
    await new Promise((started, failed) =>
      child.once('spawn', () => started(undefined)).once('error', failed),
    )
    return { pid: child.pid!, port, ended }
  } finally {
    await log.close()
  }
}

/** The last lines the server wrote, for an error message. */
export async function lastWords(home: Home): Promise<string> {
  const text = await readFile(home.log, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-8).join('\n')
}
