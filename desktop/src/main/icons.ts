import { join } from 'node:path'
import { nativeImage } from 'electron'

/** The pictures of the application; made from `desktop/icons/*.svg` by `desktop/make-icons.ts`. */
export function loadIcons(folder: string) {
  const load = (name: string) => nativeImage.createFromPath(join(folder, `${name}.png`))
  return {
    window: load('icon'),
    tray: load('tray'),
    trayWaiting: load('tray-waiting'),
    overlay: load('overlay'),
  }
}
export type Icons = ReturnType<typeof loadIcons>
