import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Account, serverAccount, worldReadable } from './account.ts'
import { type Binaries, locateBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { addressOf, DATABASE, enter, furnish, hold, OWNER_ROLE } from './database.ts'
import { freePort, isFree } from './free-port.ts'
import { type Home, openHome, saveKeys } from './home.ts'
import { lastWords, launch } from './launch.ts'
import { findRunning, gone } from './running-server.ts'

/** Longest wait for a server to take connections; recovery after a crash may replay a lot of log. */
const READY_WITHIN_MS = 60_000
/** Longest wait for a fast shutdown before the server is told to leave at once. */
const STOPPED_WITHIN_MS = 15_000
const ASK_EVERY_MS = 15
const ATTEMPTS = 5

export interface PostgresOptions {
  /** Folder that keeps the passwords and, for an ordinary user, the data. */
  dataDir: string
  /** False for throw-away data of tests: nothing is forced to disk. Default true. */
  durable?: boolean
  /** Lets the owner role create databases, which tests need. Default false. */
  mayCreateDatabases?: boolean
}

export interface RunningPostgres {
  /** Connection string of the owner role (no superuser) to the product's database. */
  url: string
  /** Connection string of the superuser, for tests and benchmarks of the server itself. */
  superuserUrl: string
  pid: number
  /** True when the server had outlived an earlier launcher. */
  adopted: boolean
  /** Resolves when the server is gone, by `stop` or by itself. */
  ended: Promise<void>
  /** Stops the server in order (open transactions roll back) and waits until it is gone. May be repeated. */
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL on loopback, or adopts the one an earlier launcher left behind on the same DATA_DIR.
 * Throws when another living launcher holds this DATA_DIR, or when the server cannot start (with its last words).
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = await serverAccount()
  const installed = await locateBinaries()
  const binaries = account ? await worldReadable(installed) : installed
  const home = await openHome(options.dataDir, account)
  await ensureCluster(binaries, home, account)
  const server = await bringUp(binaries, home, account, options.durable ?? true)
  if (!(await hold(server.client))) {
    await server.client.end()
    throw new Error(
      `Another Plantão is running on ${home.dataDir}: stop it, or set DATA_DIR to another folder.`,
    )
  }
  await furnish(server.client, home.keys, options.mayCreateDatabases ?? false)
  if (home.keys.port !== server.port) await saveKeys(home.dataDir, { ...home.keys, port: server.port })
  let stopping: Promise<void> | undefined
  return {
    url: addressOf(OWNER_ROLE, home.keys.ownerPassword, server.port, DATABASE),
    superuserUrl: addressOf('postgres', home.keys.superuserPassword, server.port, DATABASE),
    pid: server.pid,
    adopted: server.adopted,
    ended: server.ended,
    stop() {
      stopping ??= shutDown(server)
      return stopping
    },
  }
}

interface Server {
  pid: number
  port: number
  adopted: boolean
  client: pg.Client
  ended: Promise<void>
}

async function bringUp(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
  durable: boolean,
): Promise<Server> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // The port may have gone to someone else, or the children of a killed server may still hold its memory.
    if (attempt > 1) await pause(ASK_EVERY_MS * 2 ** attempt)
    const orphan = await findRunning(home.data)
    if (orphan) {
      const client = await whenReady(home, orphan.port, () => gone(orphan.pid, 0))
      if (client) return { ...orphan, adopted: true, client, ended: dropped(client) }
      continue // it was shutting down, or had not written its port yet
    }
    const wished = home.keys.port
    const port = attempt === 1 && wished && (await isFree(wished)) ? wished : await freePort()
    const launched = await launch(binaries, home, account, port, durable)
    let over = false
    const ended = launched.ended.then(() => {
      over = true
    })
    const client = await whenReady(home, port, async () => over)
    if (client) return { ...launched, adopted: false, client, ended }
  }
  throw new Error(`PostgreSQL did not start:\n${await lastWords(home)}`)
}

/** A superuser's connection once the server takes it; undefined when the server ends first. */
async function whenReady(
  home: Home,
  port: number,
  isOver: () => Promise<boolean>,
): Promise<pg.Client | undefined> {
  const until = performance.now() + READY_WITHIN_MS
  while (!(await isOver())) {
    const client = port ? await enter(port, home.keys) : undefined
    if (client) return client
    if (!port) return undefined
    if (performance.now() > until) throw new Error(`PostgreSQL is not ready:\n${await lastWords(home)}`)
    await pause(ASK_EVERY_MS)
  }
  return undefined
}

/** An adopted server is not our child, so its end is seen by the end of the connection we hold. */
function dropped(client: pg.Client): Promise<void> {
  return new Promise((settle) => client.once('end', () => settle()))
}

/** SIGINT is the server's "fast" shutdown: sessions are ended, everything is written, nothing needs recovery. */
async function shutDown(server: Server): Promise<void> {
  await server.client.end().catch(() => undefined)
  signal(server.pid, 'SIGINT')
  if (await gone(server.pid, STOPPED_WITHIN_MS)) return
  signal(server.pid, 'SIGQUIT')
  await gone(server.pid, STOPPED_WITHIN_MS)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Removes a stopped server's data for good. For throw-away servers; the DATA_DIR itself stays. */
export async function discardPostgres(dataDir: string): Promise<void> {
  const home = await openHome(dataDir, await serverAccount())
  if (await findRunning(home.data)) throw new Error(`PostgreSQL is still running on ${home.data}`)
  await rm(home.folder, { recursive: true, force: true })
}
