import { createReadStream } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import type {} from '../../infra/testing/browser/built-pages.ts'
import { INITIAL_STATE } from '../src/engine/state.ts'
import { CONSOLE_COMMANDS, SHELL_COMMANDS } from '../src/ipc/channels.ts'
import type { DesktopState } from '../src/ipc/console-api.ts'
import { DEFAULT_SETTINGS } from '../src/ipc/settings.ts'
import { PEOPLE, seedBakery } from './fake-seed.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export const DESKTOP: DesktopState = {
  ...{ version: '0.1.0', settings: DEFAULT_SETTINGS, update: { phase: 'none' }, session: 'kept' },
  can: { autostart: true, chooseSpellLanguages: true },
}

/** What the application under the page does in a test, seen from the page. */
type Underneath = {
  calls: [name: string, ...args: unknown[]][]
  /** The application says something new of itself. */
  become(part: Partial<DesktopState>): void
  /** Menu or tray ask for the settings. */
  askForSettings(): void
}

function stateOf(signedIn: boolean) {
  if (!signedIn) return { ...INITIAL_STATE, session: { phase: 'signedOut', me: null, failure: null } }
  const { conversations } = seedBakery(12, Date.now())
  const { password: _password, ...member } = Object.values(PEOPLE)[0] as Record<string, unknown>
  const tenant = { id: 't', name: 'Padaria Pão Quente', timeZone: 'America/Sao_Paulo' }
  return {
    ...INITIAL_STATE,
    session: { phase: 'signedIn', me: { member, tenant, mustChangePassword: false }, failure: null },
    connection: { phase: 'online', catchingUp: false },
    conversations: Object.fromEntries(conversations.map((each) => [each.id, each])),
    list: { status: 'ready', older: null, loadingOlder: false },
  }
}

/** The desktop's own page in a Chromium, over an application that only writes down what it is asked for. */
export async function serveDesktopPage() {
  const root = inject('desktopPage')
  const server: Server = createServer((request, answer) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    const file = path === '/' ? 'index.html' : path
    answer.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(join(root, file))
      .on('error', () => answer.writeHead(404).end())
      .pipe(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    open: async (
      browser: Browser,
      first: Partial<DesktopState> = {},
      {
        signedIn = true,
        preferences = {},
        ...options
      }: BrowserContextOptions & {
        signedIn?: boolean
        preferences?: object
      } = {},
    ): Promise<Page> => {
      const context = await browser.newContext({
        ...{ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' },
        ...options,
      })
      const page = await context.newPage()
      await page.addInitScript(installUnderneath, {
        ...{ desktop: { ...DESKTOP, ...first }, state: stateOf(signedIn) },
        preferences: JSON.stringify(preferences),
        commands: { console: [...CONSOLE_COMMANDS], shell: [...SHELL_COMMANDS] },
      })
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.waitForSelector(signedIn ? '.card' : '#email')
      return page
    },
    close: async () => {
      server.close()
    },
  }
}

/** Runs in the page, before it. */
function installUnderneath(given: {
  desktop: DesktopState
  state: unknown
  preferences: string
  commands: Record<'console' | 'shell', string[]>
}): void {
  let desktop = given.desktop
  let tell = (_state: DesktopState) => {}
  let show = (_screen: 'settings') => {}
  const underneath: Underneath = {
    calls: [],
    become: (part) => {
      desktop = { ...desktop, ...part }
      tell(desktop)
    },
    askForSettings: () => show('settings'),
  }
  const answers: Record<string, (...args: never[]) => unknown> = {
    snapshot: () => ({ number: 0, value: given.state }),
    search: () => [],
    begin: () => ({ preferences: given.preferences, desktop, asked: null }),
    exportDiagnostics: () => 'saved',
    changeSettings: (change: object) => {
      underneath.become({ settings: { ...desktop.settings, ...change } })
      return 'kept'
    },
  }
  const calls = (names: string[]) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        async (...args: unknown[]) => {
          underneath.calls.push([name, ...args])
          const { refuse } = window as unknown as { refuse?: Record<string, unknown> }
          const answer = answers[name]?.(...(args as never[])) ?? { ok: true }
          return refuse && name in refuse ? refuse[name] : answer
        },
      ]),
    )
  const plantao = {
    console: { ...calls(given.commands.console), onChange: () => () => {}, onNotice: () => () => {} },
    shell: {
      ...calls(given.commands.shell),
      onDesktop: (listener: typeof tell) => {
        tell = listener
      },
      onScreen: (listener: typeof show) => {
        show = listener
      },
      onOpened: () => () => {},
    },
  }
  Object.assign(window, { plantao, underneath })
}

/** What the page asked of the application so far, by this name. */
export function asked(page: Page, name: string): Promise<unknown[][]> {
  return page.evaluate((name) => {
    const { underneath } = window as unknown as { underneath: { calls: unknown[][] } }
    return underneath.calls.filter(([each]) => each === name).map(([, ...args]) => args)
  }, name)
}

/** The application under the page does something by itself. */
export function happens(page: Page, part: Partial<DesktopState> | 'settings are asked for'): Promise<void> {
  return page.evaluate((part) => {
    const { underneath } = window as unknown as { underneath: Underneath }
    if (typeof part === 'string') underneath.askForSettings()
    else underneath.become(part)
  }, part)
}
