import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { json } from 'node:stream/consumers'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { CONSOLE_COMMANDS, SHELL_COMMANDS } from '../../../desktop/src/ipc/channels.ts'
import type { DesktopState } from '../../../desktop/src/ipc/console-api.ts'
import { DEFAULT_SETTINGS } from '../../../desktop/src/ipc/settings.ts'
import { findChromium } from '../../launcher/chromium.ts'
import { ROOT } from '../../launcher/environment.ts'
import type { EngineHost } from '../../testing/desktop/engine-host.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const DESKTOP: DesktopState = {
  version: '0',
  settings: DEFAULT_SETTINGS,
  update: { phase: 'none' },
  session: 'kept',
  can: { autostart: true, chooseSpellLanguages: true },
}

/** The desktop's built page in a running Chromium, with `window.plantao` answered by an engine of another process. */
export async function openPage() {
  const root = await mkdtemp(join(tmpdir(), 'plantao-page-'))
  const configFile = join(ROOT, 'desktop/vite.desktop.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: root, emptyOutDir: true } })
  const server = createServer(async (request, answer) => {
    if (request.method === 'POST') {
      const [room, name, args] = (await json(request)) as [string, string, unknown[]]
      answer.setHeader('content-type', 'application/json')
      answer.end(JSON.stringify((await asked(room, name, args)) ?? null))
      return
    }
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    const file = join(root, path === '/' ? 'index.html' : path)
    answer.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(file)
      .on('error', () => answer.writeHead(404).end())
      .pipe(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium on this machine')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' })
  const page = await context.newPage()
  let engine: Promise<EngineHost> | null = null

  async function asked(room: string, name: string, args: unknown[]): Promise<unknown> {
    if (room === 'shell')
      return name === 'begin' ? { preferences: null, desktop: DESKTOP, asked: null } : undefined
    const over = await engine
    if (name !== 'snapshot') return over?.call(name as 'open', ...(args as [string]))
    // As the application does: the page is shown when the engine has opened its cache.
    await over?.opened
    return { number: 0, value: await over?.call('snapshot') }
  }
  await page.addInitScript(
    ({ commands }) => {
      const ask = (...words: unknown[]) =>
        fetch('/ask', { method: 'POST', body: JSON.stringify(words) }).then((answer) => answer.json())
      const calls = (room: string, names: string[]) =>
        Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => ask(room, name, args)]))
      const silent = () => () => {}
      Object.assign(window, {
        plantao: {
          console: { ...calls('console', commands.console), onChange: silent, onNotice: silent },
          shell: { ...calls('shell', commands.shell), onDesktop: silent, onScreen: silent },
        },
      })
    },
    { commands: { console: [...CONSOLE_COMMANDS], shell: [...SHELL_COMMANDS] } },
  )

  return {
    /** Loads the page anew over this engine; answers when the inbox's first row was drawn, in ms since the epoch. */
    paint: async (over: Promise<EngineHost>): Promise<number> => {
      engine = over
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.waitForSelector('.card')
      return page.evaluate(
        () =>
          new Promise<number>((resolve) =>
            // The frame after the one that holds the row: by then it is on the screen.
            requestAnimationFrame(() =>
              requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
            ),
          ),
      )
    },
    /** What was painted, as a picture. */
    picture: (path: string) => page.screenshot({ path }),
    heapBytes: () =>
      page.evaluate(
        () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
      ),
    close: async () => {
      await browser.close()
      server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
