import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { expectAccessible } from '../../infra/testing/browser/accessible.ts'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
export const CHROMIUM = places.find((path) => existsSync(path)) ?? chromium.executablePath()

/** Built once for the run. */
const ROOT = join(import.meta.dirname, '../dist/renderer')

/** The built console in a browser against a cloud in memory, made anew for each test of the file that calls this. */
export function consolePage() {
  let browser: Browser
  let cloud: FakeCloud
  let page: Page
  let troubles: string[]

  beforeAll(async () => {
    const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...microphone] })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    cloud = await startFakeCloud({ root: ROOT })
    troubles = []
  })
  afterEach(async () => {
    await page.context().close()
    await cloud.stop()
    expect(troubles).toEqual([])
  })

  /** `turned`: the page's clock can be stopped, and turned with `page.clock.fastForward`. */
  async function visit({
    turned,
    ...options
  }: BrowserContextOptions & { turned?: boolean } = {}): Promise<void> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'pt-BR',
      ...options,
    })
    page = await context.newPage()
    if (turned) await page.clock.install()
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (line) => {
      // A browser writes every refused request itself; those are the point of some tests.
      if (line.type() === 'error' && !/Failed to load resource|WebSocket/.test(line.text()))
        troubles.push(line.text())
    })
    await page.goto(`${cloud.url}/console/`)
    await page.waitForSelector('#email')
  }

  async function signIn(email = 'ana@padaria.example', password = 'padaria-demo'): Promise<void> {
    await page.fill('#email', email)
    await page.fill('#password', password)
    await page.keyboard.press('Enter')
  }

  return {
    get page() {
      return page
    },
    get cloud() {
      return cloud
    },
    visit,
    signIn,
    atDesk: async (options: BrowserContextOptions & { turned?: boolean } = {}) => {
      await visit(options)
      await signIn()
      await page.waitForSelector('.card')
    },
    openCard: async (id: string) => {
      await page.click(`[data-card="${id}"]`)
      await page.waitForSelector('.bubble')
    },
    /** From here on time passes only when it is turned, however slow the machine is. Axe needs a running clock. */
    stopClock: async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000),
    shown: (text: string) => page.getByText(text, { exact: false }).first().waitFor(),
    expectAccessible: (where: string) => expectAccessible(page, where),
  }
}
