import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A start may take so long where others work too, the first download not counted. Milliseconds. */
export const READY_WITHIN_MS = 120_000

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100

/** Seconds of processor a process has used so far; 0 where /proc is missing. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return 0
  }
}

/** Memory a process holds now, in MB; 0 where /proc is missing. */
export function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** How a process ended, when it does. */
export function exitOf(process: ChildProcess): Promise<string> {
  return new Promise((ended) => process.once('exit', (code, signal) => ended(signal ?? `code ${code}`)))
}
