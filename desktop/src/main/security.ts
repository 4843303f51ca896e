import { type App, type Session, shell, type WebContents } from 'electron'
import type { Journal } from './journal.ts'
import { isOurPage } from './our-page.ts'

/** Only web pages and mail leave for the person's own programs; anything else could start one. */
export function mayOpenOutside(address: string): boolean {
  try {
    return ['https:', 'http:', 'mailto:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}

/** The microphone for voice notes and the clipboard for copying, to our page; everything else is refused. */
export function mayUse(permission: string, origin: string, media: readonly string[] = []): boolean {
  if (!isOurPage(origin)) return false
  if (permission === 'clipboard-sanitized-write') return true
  return permission === 'media' && media.length > 0 && media.every((kind) => kind === 'audio')
}

/** No permission is given by default, and nothing the page loads may come from the network. */
export function guardSession(session: Session, journal: Journal): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const allowed = mayUse(permission, details.requestingUrl, media)
    if (!allowed) journal.note('permission.refused', permission)
    answer(allowed)
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayUse(permission, origin, details.mediaType ? [details.mediaType] : []),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] },
    (request, answer) => {
      // The page has no business on the network; dictionaries and updates have no page.
      answer({ cancel: request.webContentsId !== undefined })
    },
  )
}

/** Every page of the application, present and future: it stays where it is and opens nothing. */
export function guardPages(app: App, journal: Journal): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, journal))
}

function guardPage(contents: WebContents, journal: Journal): void {
  const outside = (address: string) => {
    if (mayOpenOutside(address)) void shell.openExternal(address)
    else journal.note('navigation.refused')
  }
  contents.setWindowOpenHandler(({ url }) => {
    outside(url)
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (event) => {
    if (isOurPage(event.url)) return
    event.preventDefault()
    if (event.isMainFrame) outside(event.url)
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
