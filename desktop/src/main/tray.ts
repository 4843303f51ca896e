import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import { quietForAnHour, silence } from '../engine/noticing.ts'
import { canAutostart } from './autostart.ts'
import type { Icons } from './icons.ts'
import type { Settings } from './settings.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = {
  icons: Icons
  settings: Settings
  text: () => DesktopText
  open: () => void
  openSettings: () => void
  window: () => BrowserWindow | undefined
  now: () => number
}

/** The lamp in the tray, the badge of dock and task bar: how many customers wait. */
export function createTray({ icons, settings, text, open, openSettings, window, now }: Deps) {
  const tray = new Tray(icons.tray)
  let waiting = 0
  let quietEnds: NodeJS.Timeout | undefined

  /** Do-not-disturb until an instant ends by itself, and so does its mark. */
  function untilNow(): string | null {
    clearTimeout(quietEnds)
    const { quietUntil } = settings.get().chosen
    const left = quietUntil ? Date.parse(quietUntil) - now() : 0
    if (!quietUntil || left <= 0) return null
    quietEnds = setTimeout(draw, left + 1000)
    return quietUntil
  }

  function draw(): void {
    const words = text().tray
    const { chosen } = settings.get()
    const until = untilNow()
    tray.setToolTip(words.tip(waiting))
    if (process.platform === 'darwin') tray.setTitle(waiting > 0 ? String(waiting) : '')
    tray.setImage(waiting > 0 ? icons.trayWaiting : icons.tray)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.tip(waiting), enabled: false },
        { label: words.open, click: open },
        { label: words.settings, click: openSettings },
        { type: 'separator' },
        {
          label: words.notifications,
          type: 'checkbox',
          checked: chosen.notifications,
          click: ({ checked }) => void settings.choose({ notifications: checked }),
        },
        {
          label: until ? words.quietUntil(new Date(until)) : words.quietForAnHour,
          type: 'checkbox',
          checked: until !== null,
          enabled: chosen.notifications,
          click: () => void settings.choose(until ? { quietUntil: null } : quietForAnHour(now())),
        },
        ...(silence({ ...chosen, quietUntil: null }, now()) === 'hours'
          ? [{ label: words.quietHours(chosen.quiet.to), enabled: false }]
          : []),
        ...(canAutostart()
          ? [
              {
                label: words.autostart,
                type: 'checkbox' as const,
                checked: chosen.autostart,
                click: ({ checked }: { checked: boolean }) => void settings.choose({ autostart: checked }),
              },
            ]
          : []),
        { type: 'separator' },
        { label: words.quit, click: () => app.quit() },
      ]),
    )
    app.setBadgeCount(waiting)
    if (process.platform === 'win32') {
      window()?.setOverlayIcon(waiting > 0 ? icons.overlay : nativeImage.createEmpty(), words.tip(waiting))
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
