import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../infra/launcher/chromium.ts'
import { expectAccessible } from '../../infra/testing/browser/accessible.ts'

/** Where the documents' pictures are kept; only written when asked for, so that a test changes no file. */
const PICTURES = process.env.PICTURES ? fileURLToPath(new URL('../../docs/pictures/', import.meta.url)) : null

/** Keeps what is on the screen for the documents, where `PICTURES=1` asks for it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}${name}.png` })
}

export type Visitor = {
  page: Page
  /** What the browser complained about; refused requests are not counted, they are the point of some tests. */
  troubles: string[]
  /** Is this page clean by axe? */
  accessible: (where: string) => Promise<void>
  leave: () => Promise<void>
}

export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  return chromium.launch({ executablePath: findChromium() ?? chromium.executablePath(), args })
}

/** Someone with a browser of their own. */
export async function visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'pt-BR',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) troubles.push(line.text())
  })
  return {
    page,
    troubles,
    accessible: (where) => expectAccessible(page, where),
    leave: () => context.close(),
  }
}

/** Signs in at /login and waits for the dashboard. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/login`)
  await page.fill('#email', email)
  await page.fill('#password', password)
  await page.keyboard.press('Enter')
}
