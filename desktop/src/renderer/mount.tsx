import '@plantao/ui/style/tokens.css'
import '@plantao/ui/style/base.css'
import '@plantao/ui/style/controls.css'
import '@plantao/ui/style/dialog.css'
import '@plantao/ui/style/lamp.css'
import './ui/base.css'
import './ui/ui.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { type Bridge, provideBridge } from './bridge.ts'
import { followMerges } from './conversation/follow-merges.ts'
import { followNotices } from './notifications/follow-notices.ts'
import { openSettings } from './settings/open.ts'
import { readPreferences } from './settings/preferences.ts'
import { followConsole } from './store.ts'
import { caretAfterAct } from './ui/caret.ts'

/** Draws the console into `root`, speaking through `bridge`. */
export async function mount(root: HTMLElement, bridge: Bridge): Promise<void> {
  provideBridge(bridge)
  readPreferences()
  await followConsole()
  followNotices()
  followMerges()
  bridge.shell.desktop?.onSettings(() => openSettings())
  bridge.shell.desktop?.onOpened(caretAfterAct)
  createRoot(root).render(<App />)
}
