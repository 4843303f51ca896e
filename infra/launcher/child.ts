import { spawn } from 'node:child_process'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
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

/** Starts `file` (path from the repository's folder) with exactly this environment. */
export async function startChild(
  name: string,
  file: string,
  env: Record<string, string>,
  dataDir: string,
  args: string[] = [],
): Promise<Child> {
  const log = join(dataDir, 'logs', `${name}.log`)
  await mkdir(join(dataDir, 'logs'), { recursive: true })
  await rename(log, `${log}.1`).catch(() => undefined)
  const output = await open(log, 'a', 0o600)
  try {
    const child = spawn(process.execPath, ['--import', FOLLOW_PARENT, join(ROOT, file), ...args], {
      cwd: ROOT,
      env,
      // Away from our terminal, so that Ctrl+C reaches only the launcher and services stop in order.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output.fd, output.fd, 'ipc'],
    })
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

/** Runs a service that ends by itself; throws with its last words unless it ended well. */
export async function runOnce(
  { name, file }: { name: string; file: string },
  args: string[],
  env: Record<string, string>,
  dataDir: string,
): Promise<void> {
  const child = await startChild(name, file, env, dataDir, args)
  const how = await child.ended
  if (how !== 'exit code 0') throw new Error(`${name} ended with ${how}\n${await logEnd(child.log)}`)
}

/** The end of a log, for a message about a crash. */
export async function logEnd(path: string, lines = 25): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}
