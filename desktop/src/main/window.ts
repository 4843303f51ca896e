import { join } from 'node:path'
import { BrowserWindow, dialog, screen } from 'electron'
import { stepZoom } from '../ipc/settings.ts'
import type { Icons } from './icons.ts'
import type { Journal } from './journal.ts'
import { PAGE_ORIGIN } from './our-page.ts'
import { createRecovery } from './recovery.ts'
import type { Settings } from './settings.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = {
  folder: string
  icons: Icons
  settings: Settings
  journal: Journal
  text: () => DesktopText
  /** Closing hides the window instead, while this says so. */
  staysOnDuty: () => boolean
  quit: () => void
  /** The page begins to be loaded: from here on it hears nothing until it begins. */
  pageLeaves: () => void
}

/** Bounds on a screen that is no longer there would open out of sight. */
function visible(bounds: Electron.Rectangle | null): Electron.Rectangle | null {
  if (!bounds) return null
  const { workArea } = screen.getDisplayMatching(bounds)
  const across =
    Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
  const down =
    Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
  return across >= 100 && down >= 100 ? bounds : null
}

/** The window: sandboxed page, remembered place and zoom, drawn again when it falls or hangs. */
export function createWindow(deps: Deps): BrowserWindow {
  const { settings, journal, text } = deps
  const kept = settings.get().window
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...visible(kept.bounds),
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Plantão',
    icon: deps.icons.window,
    backgroundColor: '#1b2338',
    webPreferences: {
      preload: join(deps.folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: true,
      // A hidden console still counts the minutes and plays the sound.
      backgroundThrottling: false,
    },
  })
  if (kept.maximized) window.maximize()
  rememberPlace(window, settings)
  standUpAgain(window, journal, text, deps.quit)
  window.on('close', (event) => {
    if (!deps.staysOnDuty()) return
    event.preventDefault()
    window.hide()
  })
  followZoom(window, settings)
  window.webContents.on('did-start-loading', deps.pageLeaves)
  void window.loadURL(`${PAGE_ORIGIN}/index.html`)
  return window
}

/** Shows the window in front, wherever it was. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function rememberPlace(window: BrowserWindow, settings: Settings): void {
  let later: NodeJS.Timeout | undefined
  const keep = () => {
    clearTimeout(later)
    if (window.isDestroyed()) return
    settings.change({ window: { bounds: window.getNormalBounds(), maximized: window.isMaximized() } })
  }
  // A drag sends dozens of these a second.
  const soon = () => {
    clearTimeout(later)
    later = setTimeout(keep, 300)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', keep)
}

/** The page keeps the chosen size over reloads; Ctrl and the wheel choose another. */
function followZoom({ webContents }: BrowserWindow, settings: Settings): void {
  const zoom = () => settings.get().chosen.zoom
  webContents.on('did-finish-load', () => webContents.setZoomFactor(zoom() / 100))
  webContents.on('zoom-changed', (_event, direction) =>
    settings.choose({ zoom: stepZoom(zoom(), direction === 'in' ? 1 : -1) }),
  )
}

function standUpAgain(
  window: BrowserWindow,
  journal: Journal,
  text: () => DesktopText,
  quit: () => void,
): void {
  const next = createRecovery(Date.now)
  const contents = window.webContents
  contents.on('render-process-gone', async (_event, { reason }) => {
    journal.note('page.gone', reason)
    if (reason === 'clean-exit' || window.isDestroyed()) return
    if (next() === 'reload') return contents.reload()
    const { message, detail, reload, quit: leave } = text().crash
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message,
      detail,
      buttons: [reload, leave],
    })
    if (response === 1) quit()
    else contents.reload()
  })
  let asking = false
  window.on('unresponsive', async () => {
    journal.note('page.hangs')
    if (asking) return
    asking = true
    const { message, detail, wait, reload } = text().hang
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons: [wait, reload],
    })
    asking = false
    if (response !== 1 || window.isDestroyed()) return
    contents.forcefullyCrashRenderer()
  })
}
