import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

/** How often a foreign process is looked at: the system has no event for the end of a process that is not our child. */
const LOOK_EVERY_MS = 25

/** A server that already runs on a data folder. `port` is 0 while it is still writing its note. */
export interface RunningServer {
  pid: number
  port: number
}

/**
 * The server that is alive on `data`, if any: it outlives a SIGKILL of its launcher.
 * The note of a dead server is left to Postgres, which first makes sure that none of its children still write.
 * Only when the number in it went to another program is it removed, for then Postgres would refuse to start.
 */
export async function findRunning(data: string): Promise<RunningServer | undefined> {
  const note = join(data, 'postmaster.pid')
  const text = await readFile(note, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Math.abs(Number(lines[0]))
  if (!pid || !isAlive(pid)) return undefined
  const command = await commandOf(pid)
  // Where the system does not say what it runs, the note stands: removing that of a living server would ruin its data.
  if (command === undefined ? isAlive(pid) : command.includes(data))
    return { pid, port: Number(lines[3] ?? 0) }
  await rm(note, { force: true })
  return undefined
}

/** Whether a process exists, ours or another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Resolves when the process is gone; false when it is still there after `withinMs`. */
export async function gone(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  while (await isRunning(pid)) {
    if (performance.now() > until) return false
    await pause(LOOK_EVERY_MS)
  }
  return true
}

/** A dead process that nobody has collected yet still has a number; it holds neither files nor ports. */
async function isRunning(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) [ZX] /.test(stat)
}

/** The command line of a process; undefined when the system does not tell it (or the process is gone). */
export async function commandOf(pid: number): Promise<string | undefined> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  if (words !== undefined) return words
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`
  const [program, ...rest] =
    process.platform === 'win32'
      ? ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', query]
      : ['ps', '-ww', '-p', String(pid), '-o', 'command=']
  const asked = promisify(execFile)(program!, rest, { windowsHide: true })
  return asked.then(
    (answer) => answer.stdout.trim() || undefined,
    () => undefined,
  )
}
