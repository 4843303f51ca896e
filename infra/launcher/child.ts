import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './environment.ts'

const FOLLOW_PARENT = new URL('./follow-parent.ts', import.meta.url).href

/** A service that runs as a process of ours. */
export interface Child {
  name: string
  pid: number
  /** File that receives everything it prints; the one of the run before is kept beside it as `.1`. */
  log: string
  /** How it ended; resolves once, never rejects. */
  ended: Promise<string>
  /** Asks it to stop, ends it after `withinMs`, and resolves when it is gone. */
  stop(withinMs: number): Promise<void>
}

export interface ChildOptions {
  args?: string[]
  /** For Node itself, before the file. */
  nodeArgs?: string[]
  /** Receives each line that it prints; the log receives it too. */
  onLine?: ((line: string) => void) | undefined
}

/** Starts `file` (path from the repository's folder) with exactly this environment. */
export async function startChild(
  name: string,
  file: string,
  env: Record<string, string>,
  dataDir: string,
  { args = [], nodeArgs = [], onLine }: ChildOptions = {},
): Promise<Child> {
  const log = join(dataDir, 'logs', `${name}.log`)
  await mkdir(join(dataDir, 'logs'), { recursive: true })
  await rename(log, `${log}.1`).catch(() => undefined)
  const output = await open(log, 'a', 0o600)
  try {
    // Without anyone who listens it writes into its log itself, and needs nobody for that.
    const out = onLine ? 'pipe' : output.fd
    const child = spawn(
      process.execPath,
      [...nodeArgs, '--import', FOLLOW_PARENT, join(ROOT, file), ...args],
      {
        cwd: ROOT,
        env,
        // Away from our terminal, so that Ctrl+C reaches only the launcher and services stop in order.
        detached: true,
        windowsHide: true,
        stdio: ['ignore', out, out, 'ipc'],
      },
    )
    if (onLine) passOn(child, log, onLine)
    const ended = new Promise<string>((settle) => {
      child.once('exit', (code, signal) => settle(signal ? `signal ${signal}` : `exit code ${code}`))
      child.once('error', (error) => settle(error.message))
    })
    await new Promise((started, failed) =>
      child.once('spawn', () => started(undefined)).once('error', failed),
    )
    return {
      name,
      pid: child.pid!,
      log,
      ended,
      async stop(withinMs) {
        // On Windows a signal ends it outright; losing its parent makes it leave in order (follow-parent).
        if (process.platform === 'win32' && child.connected) child.disconnect()
        else child.kill('SIGTERM')
        const patience = setTimeout(() => child.kill('SIGKILL'), withinMs)
        await ended
        clearTimeout(patience)
      },
    }
  } finally {
    await output.close()
  }
}

/** Each line into the log and to whoever listens. */
function passOn({ stdout, stderr }: ChildProcess, log: string, onLine: (line: string) => void): void {
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 })
  for (const stream of [stdout!, stderr!]) {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      file.write(`${line}\n`)
      onLine(line)
    })
  }
}

/** Runs a service that ends by itself; throws with its last words unless it ended well. */
export async function runOnce(
  { name, file }: { name: string; file: string },
  args: string[],
  env: Record<string, string>,
  dataDir: string,
  onLine?: (line: string) => void,
): Promise<void> {
  const child = await startChild(name, file, env, dataDir, { args, onLine })
  const how = await child.ended
  if (how !== 'exit code 0') throw new Error(`${name} ended with ${how}\n${await logEnd(child.log)}`)
}

/** The end of a log, for a message about a crash. */
export async function logEnd(path: string, lines = 25): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}
