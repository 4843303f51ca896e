import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Settings } from './settings.ts'
import type { DesktopText } from './text/pt-br.ts'

/** One step of zoom, in Chromium's levels (a level is a factor of 1.2). */
const STEP = 0.5

type Deps = { settings: Settings; text: () => DesktopText; window: () => BrowserWindow | undefined }

/** The menu of the application: editing keys and a zoom that is remembered. */
export function setMenu({ settings, text, window }: Deps): void {
  const zoomTo = (level: number) => {
    const zoom = Math.min(5, Math.max(-3, level))
    window()?.webContents.setZoomLevel(zoom)
    settings.change({ window: { ...settings.get().window, zoom } })
  }
  const now = () => settings.get().window.zoom
  const { edit, view, zoomIn, zoomOut, zoomReset, quit } = text().menu
  const template: MenuItemConstructorOptions[] = [
    { label: 'Plantão', submenu: [{ role: 'about' }, { type: 'separator' }, { label: quit, role: 'quit' }] },
    {
      label: edit,
      submenu: (['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role })),
    },
    {
      label: view,
      submenu: [
        { label: zoomIn, accelerator: 'CommandOrControl+Plus', click: () => zoomTo(now() + STEP) },
        // The same key without Shift, as people press it.
        {
          label: zoomIn,
          accelerator: 'CommandOrControl+=',
          visible: false,
          click: () => zoomTo(now() + STEP),
        },
        { label: zoomOut, accelerator: 'CommandOrControl+-', click: () => zoomTo(now() - STEP) },
        { label: zoomReset, accelerator: 'CommandOrControl+0', click: () => zoomTo(0) },
        { role: 'togglefullscreen' },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Underlined words offer their corrections on a right click; text can be cut, copied and pasted. */
export function offerCorrections(window: BrowserWindow, text: () => DesktopText): void {
  const { webContents: contents } = window
  contents.session.setSpellCheckerLanguages(['pt-BR', 'en-US'])
  contents.on(
    'context-menu',
    (_event, { dictionarySuggestions, misspelledWord, isEditable, selectionText }) => {
      const items: MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({
        label: word,
        click: () => contents.replaceMisspelling(word),
      }))
      if (misspelledWord) {
        const learn = () => contents.session.addWordToSpellCheckerDictionary(misspelledWord)
        items.push({ label: text().menu.learn, click: learn }, { type: 'separator' })
      }
      if (isEditable) items.push({ role: 'cut' }, { role: 'copy' }, { role: 'paste' })
      else if (selectionText) items.push({ role: 'copy' })
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
    },
  )
}
