import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import type { Icons } from './icons.ts'
import type { Settings } from './settings.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = {
  icons: Icons
  settings: Settings
  text: () => DesktopText
  open: () => void
  window: () => BrowserWindow | undefined
}

/** The lamp in the tray, the badge of dock and task bar: how many customers wait. */
export function createTray({ icons, settings, text, open, window }: Deps) {
  const tray = new Tray(icons.tray)
  let waiting = 0

  function draw(): void {
    const { tip, open: openWord, quiet, autostart, quit } = text().tray
    const { chosen } = settings.get()
    const choose = (part: Partial<typeof chosen>) =>
      settings.change({ chosen: { ...settings.get().chosen, ...part } })
    tray.setToolTip(tip(waiting))
    if (process.platform === 'darwin') tray.setTitle(waiting > 0 ? String(waiting) : '')
    tray.setImage(waiting > 0 ? icons.trayWaiting : icons.tray)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: tip(waiting), enabled: false },
        { label: openWord, click: open },
        { type: 'separator' },
        {
          label: quiet,
          type: 'checkbox',
          checked: !chosen.notifications,
          click: ({ checked }) => choose({ notifications: !checked }),
        },
        {
          label: autostart,
          type: 'checkbox',
          checked: chosen.autostart,
          click: ({ checked }) => choose({ autostart: checked }),
        },
        { type: 'separator' },
        { label: quit, click: () => app.quit() },
      ]),
    )
    app.setBadgeCount(waiting)
    if (process.platform === 'win32') {
      window()?.setOverlayIcon(waiting > 0 ? icons.overlay : nativeImage.createEmpty(), tip(waiting))
    }
  }

  tray.on('click', open)
  settings.onChange(draw)
  draw()
  return {
    count: (next: number) => {
      if (next === waiting) return
      waiting = next
      draw()
    },
    waiting: () => waiting,
  }
}
