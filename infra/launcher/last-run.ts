import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandOf, gone } from '../postgres/running-server.ts'
import { SettingError } from './environment.ts'

/** Services stop by themselves within ten seconds after their launcher is killed. */
const STOPPED_WITHIN_MS = 12_000
/** A launcher whose npm was killed learns of it within a fraction of a second. */
const NOTICED_WITHIN_MS = 1_500

interface Note {
  launcher: number
  services: { pid: number; file: string }[]
  /** The launcher was asked to stop and is about to be gone. */
  stopping?: boolean
}

const pathOf = (dataDir: string) => join(dataDir, 'running.json')

/** Writes down who runs on this DATA_DIR, for the next start. */
export async function noteRun(dataDir: string, services: Note['services']): Promise<void> {
  const note: Note = { launcher: process.pid, services }
  await writeFile(pathOf(dataDir), JSON.stringify(note))
}

/** Tells a start that comes meanwhile that this run is ending, so that it waits. */
export async function noteStopping(dataDir: string): Promise<void> {
  const note = await readNote(dataDir)
  if (note?.launcher === process.pid)
    await writeFile(pathOf(dataDir), JSON.stringify({ ...note, stopping: true }))
}

/** Clean stop: nothing is left to wait for. */
export async function forgetRun(dataDir: string): Promise<void> {
  await rm(pathOf(dataDir), { force: true })
}

/**
 * Waits until the launcher and services of an ended run have left, and ends a service that does not.
 * Throws when the launcher of this DATA_DIR is alive and means to stay.
 */
export async function settleLastRun(dataDir: string): Promise<void> {
  const note = await readNote(dataDir)
  if (!note) return
  if (!(await launcherLeaves(note.launcher, dataDir))) {
    throw new SettingError(
      `Plantão is already running on ${dataDir} (process ${note.launcher}). Stop it, or set DATA_DIR, PORT and SANDBOX_PORT.\n` +
        `O Plantão já está rodando em ${dataDir} (processo ${note.launcher}). Pare-o ou defina DATA_DIR, PORT e SANDBOX_PORT.`,
    )
  }
  for (const { pid, file } of note.services) {
    if (!(await commandOf(pid)).includes(file)) continue
    if (await gone(pid, STOPPED_WITHIN_MS)) continue
    process.kill(pid, 'SIGKILL')
    await gone(pid, STOPPED_WITHIN_MS)
  }
  await forgetRun(dataDir)
}

async function launcherLeaves(pid: number, dataDir: string): Promise<boolean> {
  // A process number alone may have gone to another program since.
  if (!/infra\/launcher\/(?:start|dev)\.ts/.test(await commandOf(pid))) return true
  if (await gone(pid, NOTICED_WITHIN_MS)) return true
  const note = await readNote(dataDir)
  if (note && !note.stopping) return false
  return gone(pid, 2 * STOPPED_WITHIN_MS)
}

async function readNote(dataDir: string): Promise<Note | undefined> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => undefined)
  return text ? (JSON.parse(text) as Note) : undefined
}
