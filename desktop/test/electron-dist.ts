import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isOnPath } from './on-path.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
/** What a Linux desktop of our own is made of. */
const PROGRAMS = ['Xvfb', 'dbus-daemon', 'dbus-monitor', 'dunst', 'dunstctl']

/** The Electron to test with, or why there is none. */
export async function findElectron(): Promise<{ dist: string } | { why: string }> {
  if (process.platform !== 'linux') return { why: 'the journeys need Linux' }
  for (const program of PROGRAMS) {
    if (!isOnPath(program)) return { why: `${program} is not installed` }
  }
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    if (existsSync(join(given, 'electron'))) return { dist: given }
    return { why: `ELECTRON_OVERRIDE_DIST_PATH (${given}) holds no electron` }
  }
  const fetched = join(REPOSITORY, 'node_modules/electron/dist')
  if (existsSync(join(fetched, 'electron'))) return { dist: fetched }
  return { why: 'no Electron was fetched and ELECTRON_OVERRIDE_DIST_PATH is not set' }
}
