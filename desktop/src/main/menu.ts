import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { stepZoom } from '../ipc/settings.ts'
import type { Settings } from './settings.ts'
import type { DesktopText } from './text/pt-br.ts'

type Deps = { settings: Settings; text: () => DesktopText; openSettings: () => void }

/** The menu of the application: settings, editing keys and a zoom that is remembered. It follows the language. */
export function setMenu(deps: Deps): void {
  let drawn: DesktopText | null = null
  const draw = () => {
    const text = deps.text()
    if (text === drawn) return
    drawn = text
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(deps, text)))
  }
  deps.settings.onChange(draw)
  draw()
}

function template({ settings, openSettings }: Deps, text: DesktopText): MenuItemConstructorOptions[] {
  const step = (by: 1 | -1) => settings.choose({ zoom: stepZoom(settings.get().chosen.zoom, by) })
  const { edit, view, zoomIn, zoomOut, zoomReset, settings: settingsWord, quit } = text.menu
  return [
    {
      label: 'Plantão',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { label: settingsWord, accelerator: 'CommandOrControl+,', click: openSettings },
        { type: 'separator' },
        { label: quit, role: 'quit' },
      ],
    },
    {
      label: edit,
      submenu: (['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role })),
    },
    {
      label: view,
      submenu: [
        { label: zoomIn, accelerator: 'CommandOrControl+Plus', click: () => step(1) },
        // The same key without Shift, as people press it.
        { label: zoomIn, accelerator: 'CommandOrControl+=', visible: false, click: () => step(1) },
        { label: zoomOut, accelerator: 'CommandOrControl+-', click: () => step(-1) },
        {
          label: zoomReset,
          accelerator: 'CommandOrControl+0',
          click: () => settings.choose({ zoom: 100 }),
        },
        { role: 'togglefullscreen' },
      ],
    },
  ]
}

/** Underlined words offer their corrections on a right click; text can be cut, copied and pasted. */
export function offerCorrections(window: BrowserWindow, text: () => DesktopText): void {
  const { webContents: contents } = window
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
