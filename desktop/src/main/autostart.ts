import { mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { replaceFile } from './files.ts'

/** Said to ourselves at sign-in to the computer: begin in the tray, without a window. */
export const HIDDEN = '--hidden'

/** Whether this build can be started by the computer: one run from a folder cannot. */
export const canAutostart = () => app.isPackaged

/** Makes the computer start the console, or stop doing so. */
export function setAutostart(wanted: boolean): void {
  if (!canAutostart()) return
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [HIDDEN] })
    return
  }
  const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
  const entry = join(config, 'autostart', 'plantao.desktop')
  if (!wanted) {
    rmSync(entry, { force: true })
    return
  }
  mkdirSync(dirname(entry), { recursive: true })
  const program = (process.env.APPIMAGE ?? process.execPath).replace(/(["\\$`])/g, '\\$1')
  replaceFile(entry, `[Desktop Entry]\nType=Application\nName=Plantão\nExec="${program}" ${HIDDEN}\n`)
}
