import { join } from 'node:path'
import { app, type BrowserWindow, dialog, ipcMain, powerMonitor, session } from 'electron'
import { EVENTS } from '../ipc/channels.ts'
import type { DesktopState } from '../ipc/console-api.ts'
import { applySettings } from './apply-settings.ts'
import { canAutostart, HIDDEN, setAutostart } from './autostart.ts'
import { cachesIn } from './caches.ts'
import { answerThePage } from './console-handlers.ts'
import { linkedConversation } from './deep-link.ts'
import { deviceFile } from './device-file.ts'
import { startEngine } from './engine.ts'
import { readEnvironment } from './environment.ts'
import { loadIcons } from './icons.ts'
import { openDoor } from './ipc-handlers.ts'
import { createJournal } from './journal.ts'
import { rememberOpen } from './last-open.ts'
import { offerCorrections, setMenu } from './menu.ts'
import { createNotifier } from './notify.ts'
import { openLater } from './open-later.ts'
import { declarePageScheme, servePage } from './renderer-files.ts'
import { createScreens } from './screens.ts'
import { systemKeyring } from './secrets.ts'
import { guardPages, guardSession } from './security.ts'
import { languageOf, openSettings } from './settings.ts'
import { shutDownOnce } from './shut-down.ts'
import { CHOOSES_LANGUAGES, checkSpelling } from './spellcheck.ts'
import { dropVariables, NO_SANDBOX, refusedSwitch } from './start-words.ts'
import { en } from './text/en.ts'
import { ptBr } from './text/pt-br.ts'
import { tokenVault } from './token-vault.ts'
import { createTray } from './tray.ts'
import { followUpdates } from './updates.ts'
import { waitingCount } from './waiting.ts'
import { bringForward, createWindow } from './window.ts'

/** Windows shows notifications and groups windows only under this name, which the installer registers too. */
const APP_ID = 'app.plantao.console'

app.setAppUserModelId(APP_ID)
// Our name has a tilde, and Electron fails on a header that is not ASCII.
app.userAgentFallback = `Plantao/${app.getVersion()}`
declarePageScheme()
// No page of ours needs more, whatever a window is made with.
app.enableSandbox()
// Before the application is ready no debugger listens yet; from a folder of sources, developers may have one.
const words = app.isPackaged ? process.argv.slice(1) : []
const refused = refusedSwitch(words, process.platform)
if (app.isPackaged) dropVariables(process.env)
if (refused) {
  process.stderr.write(`Plantão does not start with ${refused}\n`)
  const unasked =
    refusedSwitch(
      words.filter((word) => word !== NO_SANDBOX),
      process.platform,
    ) === null
  if (unasked) app.whenReady().then(sayNoSandbox)
  else app.exit(1)
}
// A second start hands its link to the first and leaves.
else if (app.requestSingleInstanceLock()) app.whenReady().then(onReady)
else app.exit(0)

/** Said aloud, for no person asked for it: an AppImage adds it where the system gives it no sandbox. */
function sayNoSandbox(): void {
  const { title, text } = (app.getLocale().startsWith('pt') ? ptBr : en).noSandbox
  dialog.showErrorBox(title, text)
  app.exit(1)
}

async function onReady(): Promise<void> {
  const { cloudUrl, cache } = readEnvironment()
  const folder = app.getAppPath()
  const home = app.getPath('userData')
  const journal = createJournal(Date.now)
  const settings = openSettings(join(home, 'settings.json'))
  const language = () => languageOf(settings.get(), app.getLocale())
  const text = () => (language() === 'en' ? en : ptBr)

  guardPages(app, journal)
  guardSession(session.defaultSession, journal)
  servePage(session.defaultSession, join(folder, 'renderer'))

  const keyring = systemKeyring()
  const vault = tokenVault(join(home, 'session.bin'), keyring, cloudUrl)
  const device = deviceFile(join(home, 'device.bin'), keyring, cloudUrl)
  const caches = cachesIn({ kind: cache, folder: join(home, 'caches'), keyring, journal })
  const engine = startEngine({
    ...{ cloudUrl, cache: caches, vault, device },
    language,
    noticing: () => settings.get().chosen,
  })

  let window: BrowserWindow | undefined
  const page = () => (window && !window.isDestroyed() ? window : undefined)
  const door = openDoor({ ipcMain, page: () => page()?.webContents, journal })
  const screens = createScreens(door)
  const shutDown = shutDownOnce(app, () => engine.console.stop())
  const quit = () => app.quit()
  const icons = loadIcons(join(folder, 'icons'))
  const open = () => {
    const there = page()
    if (there) return bringForward(there)
    const made = createWindow({
      ...{ folder, icons, settings, journal, text, quit },
      pageLeaves: screens.gone,
      staysOnDuty: () => !shutDown.begun() && settings.get().chosen.stayInTray,
    })
    window = made
    offerCorrections(made, text)
    const look = () => void engine.console.look(!made.isDestroyed() && made.isVisible() && made.isFocused())
    for (const event of ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const) {
      made.on(event as 'focus', look)
    }
    made.on('focus', () => made.flashFrame(false))
    if (!process.argv.includes(HIDDEN) || shown) made.once('ready-to-show', () => bringForward(made))
    shown = true
  }
  let shown = false

  const openSettingsScreen = () => {
    open()
    screens.show('settings')
  }
  const later = openLater(engine, () => door.tell(EVENTS.opened, null))
  const last = rememberOpen(join(home, 'open-conversation'), engine)
  const openConversation = (id: string) => {
    open()
    later.open(id)
  }
  const notifier = createNotifier({
    ...{ text, open: openConversation },
    flash: () => page()?.flashFrame(true),
  })
  const tray = createTray({
    ...{ icons, settings, text, open, openSettings: openSettingsScreen, window: page },
    now: Date.now,
  })
  engine.console.onNotice(notifier.tell)
  engine.onChange((change) => {
    const state = engine.state()
    tray.count(waitingCount(state))
    const seen = state.thread?.conversationId
    if (seen && page()?.isFocused()) notifier.withdraw(seen)
    // Merged into another, or erased: what the system still shows of it names somebody.
    for (const gone of change.drop ?? []) notifier.withdraw(gone)
    if (state.session.phase !== 'signedIn') notifier.withdrawAll()
    if (change.set?.session?.phase === 'clientTooOld') void updates.check()
  })

  const desktop = (): DesktopState => ({
    version: app.getVersion(),
    settings: settings.get().chosen,
    update: updates.state(),
    session: vault.kept,
    can: { autostart: canAutostart(), chooseSpellLanguages: CHOOSES_LANGUAGES },
  })
  const updates = followUpdates({
    journal,
    channel: () => settings.get().chosen.channel,
    show: () => door.tell(EVENTS.desktop, desktop()),
  })
  answerThePage({ door, engine, settings, screens, journal, desktop, updates, window: page })
  setMenu({ settings, text, openSettings: openSettingsScreen })
  checkSpelling(session.defaultSession, settings.get().chosen.spellcheck)
  applySettings(settings, {
    autostart: setAutostart,
    zoom: (zoom) => page()?.webContents.setZoomFactor(zoom / 100),
    spellcheck: (languages) => checkSpelling(session.defaultSession, languages),
    channel: () => void updates.check(),
  })

  app.setAsDefaultProtocolClient('plantao')
  const follow = (words: readonly string[]) => {
    const id = linkedConversation(words)
    if (id) openConversation(id)
    else open()
  }
  app.on('second-instance', (_event, words) => follow(words))
  app.on('open-url', (event, address) => {
    event.preventDefault()
    follow([address])
  })
  app.on('activate', open)
  app.on('window-all-closed', () => {
    if (!settings.get().chosen.stayInTray) quit()
  })
  for (const woke of ['resume', 'unlock-screen'] as const) {
    powerMonitor.on(woke as 'resume', () => void engine.console.wake())
  }

  follow(process.argv)
  if (last && !linkedConversation(process.argv)) later.open(last)
  await engine.console.start()
}
