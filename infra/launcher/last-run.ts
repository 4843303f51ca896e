import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readKept, writeKept } from '../postgres/kept-file.ts'
import { commandOf, gone, isAlive } from '../postgres/running-server.ts'
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
  await writeKept(pathOf(dataDir), note)
}

/** Tells a start that comes meanwhile that this run is ending, so that it waits. */
export async function noteStopping(dataDir: string): Promise<void> {
  // A word to the next start only: nothing about it may keep this one from stopping.
  const note = await readNote(dataDir).catch(() => undefined)
  if (note?.launcher === process.pid)
    await writeKept(pathOf(dataDir), { ...note, stopping: true }).catch(() => undefined)
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
    throw new SettingError({
      en: `Plantão is already running on ${dataDir} (process ${note.launcher}). Stop it, or set DATA_DIR, PORT and SANDBOX_PORT.`,
      pt: `O Plantão já está rodando em ${dataDir} (processo ${note.launcher}). Pare-o ou defina DATA_DIR, PORT e SANDBOX_PORT.`,
    })
  }
  for (const { pid, file } of note.services) {
    if (!(await runsFile(pid, file))) continue
    if (await gone(pid, STOPPED_WITHIN_MS)) continue
    process.kill(pid, 'SIGKILL')
    await gone(pid, STOPPED_WITHIN_MS)
  }
  await forgetRun(dataDir)
}

async function launcherLeaves(pid: number, dataDir: string): Promise<boolean> {
  // A process number alone may have gone to another program since.
  const files = ['infra/launcher/start.ts', 'infra/launcher/dev.ts']
  if (!(await Promise.all(files.map((file) => runsFile(pid, file)))).includes(true)) return true
  if (await gone(pid, NOTICED_WITHIN_MS)) return true
  const note = await readNote(dataDir)
  if (note && !note.stopping) return false
  return gone(pid, 2 * STOPPED_WITHIN_MS)
}

/** Whether a living process runs this file; true, too, where the system does not say what a living process runs. */
async function runsFile(pid: number, file: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  return (await commandOf(pid))?.replaceAll('\\', '/').includes(file) ?? true
}

function readNote(dataDir: string): Promise<Note | undefined> {
  const path = pathOf(dataDir)
  return readKept(path, isNote, {
    en: 'It only says which processes run here. Stop every Plantão that runs on this DATA_DIR, delete the file and start again; nothing is lost.',
    pt: 'Ele só diz quais processos rodam aqui. Pare todo Plantão que use este DATA_DIR, apague o arquivo e comece de novo; nada se perde.',
  })
}

function isNote(content: unknown): content is Note {
  const note = content as Partial<Note> | null
  if (typeof note?.launcher !== 'number' || !Array.isArray(note.services)) return false
  return note.services.every((one) => typeof one?.pid === 'number' && typeof one.file === 'string')
}
