import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandOf, gone } from '../postgres/running-server.ts'
import { SettingError } from './environment.ts'

/** Services stop by themselves within ten seconds after their launcher is killed. */
const STOPPED_WITHIN_MS = 12_000

interface Note {
  launcher: number
  services: { pid: number; file: string }[]
}

const pathOf = (dataDir: string) => join(dataDir, 'running.json')

/** Writes down who runs on this DATA_DIR, for the next start. */
export async function noteRun(dataDir: string, services: Note['services']): Promise<void> {
  const note: Note = { launcher: process.pid, services }
  await writeFile(pathOf(dataDir), JSON.stringify(note))
}

/** Clean stop: nothing is left to wait for. */
export async function forgetRun(dataDir: string): Promise<void> {
  await rm(pathOf(dataDir), { force: true })
}

/**
 * Waits until the services of a killed launcher have left, and ends one that does not.
 * Throws when the launcher of this DATA_DIR is alive.
 */
export async function settleLastRun(dataDir: string): Promise<void> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const note = JSON.parse(text) as Note
  // A process number alone may have gone to another program since.
  if (
    (await commandOf(note.launcher)).includes('infra/launcher/start.ts') &&
    !(await gone(note.launcher, 0))
  ) {
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
