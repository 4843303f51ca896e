import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { tell } from '../language/tell.mjs'
import { Told } from '../language/told.ts'
import { type Account, runnableBy, serverAccount } from './account.ts'
import { type Binaries, locateBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { addressOf, DATABASE, enter, furnish, hold, OWNER_ROLE } from './database.ts'
import { freePort, isFree } from './free-port.ts'
import { bringHome, type Home, openHome, saveKeys } from './home.ts'
import { lastWords, launch } from './launch.ts'
import { findRunning, gone } from './running-server.ts'
import { explainServer } from './server-words.ts'

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
  /** Receives a line when something about the data's place is worth knowing. */
  say?: (words: string) => void
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
  const binaries = account ? await runnableBy(account, installed) : installed
  const durable = options.durable ?? true
  const home = await settle(await openHome(options.dataDir, account, !durable), durable, options.say)
  await ensureCluster(binaries, home, account)
  const server = await bringUp(binaries, home, account, durable)
  if (!(await hold(server.client))) {
    await server.client.end()
    throw new Told({
      en: `Another Plantão is running on ${home.dataDir}: stop it, or set DATA_DIR to another folder.`,
      pt: `Outro Plantão está rodando em ${home.dataDir}: pare-o ou defina DATA_DIR com outra pasta.`,
    })
  }
  try {
    await furnish(server.client, home.keys, options.mayCreateDatabases ?? false)
  } catch (error) {
    await shutDown(server)
    throw explainServer(home.data, `${(error as Error).message}\n${await lastWords(home)}`, home.log)
  }
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

/** Data that is to stay leaves the folder that systems clear; where it cannot, the reader is told. */
async function settle(found: Home, durable: boolean, say?: (words: string) => void): Promise<Home> {
  if (!durable) return found
  const { home, mayBeCleared } = await bringHome(found)
  if (home.folder !== found.folder) {
    say?.(
      tell({
        en: `The database moved from ${found.folder} to ${home.folder}, where no system clears it.`,
        pt: `O banco foi de ${found.folder} para ${home.folder}, onde nenhum sistema o apaga.`,
      }),
    )
  }
  if (mayBeCleared) {
    say?.(
      tell({
        en: `The database lies in ${home.folder}; many systems clear that after 30 days. Start as an ordinary user, or set DATA_DIR to a folder that every user may enter.`,
        pt: `O banco está em ${home.folder}; muitos sistemas apagam isso depois de 30 dias. Inicie com um usuário comum ou defina DATA_DIR com uma pasta em que todos possam entrar.`,
      }),
    )
  }
  return home
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
  throw explainServer(home.data, await lastWords(home), home.log)
}

/** A superuser's connection once the server takes it; undefined when the server ends first. */
async function whenReady(
  home: Home,
  port: number,
  isOver: () => Promise<boolean>,
): Promise<pg.Client | undefined> {
  const until = performance.now() + READY_WITHIN_MS
  while (!(await isOver())) {
    const client = port ? await enter(port, home.keys).catch((error) => refused(home, error)) : undefined
    if (client) return client
    if (!port) return undefined
    if (performance.now() > until) throw explainServer(home.data, await lastWords(home), home.log)
    await pause(ASK_EVERY_MS)
  }
  return undefined
}

/** A server that does not take our password is not the one these keys are for. */
function refused(home: Home, error: { code?: string }): never {
  if (error.code !== '28P01') throw error
  const keys = join(home.dataDir, 'postgres.json')
  throw new Told({
    en: `The database in ${home.data} does not take the password in ${keys}: that file belongs to another database. Put the right one back; or move it away and start again: the database stays and gets new passwords.`,
    pt: `O banco em ${home.data} não aceita a senha de ${keys}: esse arquivo é de outro banco. Devolva o certo; ou tire-o do lugar e comece de novo: o banco fica e recebe senhas novas.`,
  })
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
  // Keys to nothing would be taken for a database that was lost.
  await rm(join(home.dataDir, 'postgres.json'), { force: true })
}
