import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../postgres/free-port.ts'
import { findChromium } from '../chromium.ts'
import { type CopiedRepository, copyRepository } from './copied-repository.ts'

/** Settings of whoever runs the tests must not reach into this house. */
const OUTSIDE = /^(DATABASE|REDIS|CHROMA|OPENAI|EVOLUTION|STRIPE|SMTP|JWT|PUBLIC_URL|SERVICES|S3)/

let copy: CopiedRepository
let dataDir: string
let url: string
let dev: ChildProcess
let ended: Promise<number | null>
let browser: Browser
let page: Page
const lines: string[] = []
const heard = new EventEmitter()

beforeAll(async () => {
  copy = await copyRepository()
  dataDir = await mkdtemp(join(tmpdir(), 'plantao-dev-'))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  url = `http://127.0.0.1:${port}`
  const own = Object.entries(process.env).filter(([name]) => !OUTSIDE.test(name))
  const places = { DATA_DIR: dataDir, PORT: String(port), SANDBOX_PORT: String(sandboxPort) }
  dev = spawn(process.execPath, [join(copy.root, 'infra/launcher/dev.ts')], {
    cwd: copy.root,
    env: { ...Object.fromEntries(own), ...places, NODE_ENV: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  ended = new Promise((done) => dev.once('exit', done))
  for (const stream of [dev.stdout!, dev.stderr!]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      heard.emit('line')
    })
  }
  await said('Plantão is ready for changes')
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] })
  page = await browser.newPage({ locale: 'pt-BR' })
}, 300_000)

afterAll(async () => {
  await browser?.close()
  dev?.kill('SIGTERM')
  await ended
  await copy?.remove()
  await rm(dataDir, { recursive: true, force: true })
}, 60_000)

/** Resolves when a line of the terminal has these words; throws with all lines when the command ends first. */
async function said(words: string): Promise<void> {
  const isSaid = () => lines.some((line) => line.includes(words))
  if (isSaid()) return
  await new Promise<void>((done, failed) => {
    heard.on('line', () => isSaid() && done())
    dev.once('exit', () => failed(new Error(lines.join('\n'))))
  })
}

/** Opens an address and marks the visit: a page that is loaded anew has no mark. */
async function visit(path: string, selector: string): Promise<void> {
  await page.goto(`${url}${path}`)
  await page.locator(selector).first().waitFor({ timeout: 120_000 })
  await page.evaluate(() => Object.assign(window, { sameVisit: true }))
}
const isSameVisit = () => page.evaluate(() => 'sameVisit' in window)

/** Replaces words of a source, as an editor would. */
async function edit(path: string, from: string, to: string): Promise<void> {
  const file = join(copy.root, path)
  const text = await readFile(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`)
  await writeFile(file, text.replace(from, to))
}

/** Seconds from a change to the moment in which the browser shows it. */
async function secondsUntil(
  what: string,
  change: Promise<void>,
  shows: () => Promise<unknown>,
): Promise<number> {
  const begun = performance.now()
  await change
  await expect.poll(shows, { timeout: 90_000, interval: 20 }).toBeTruthy()
  const seconds = (performance.now() - begun) / 1000
  console.log(`${what}: ${seconds.toFixed(2)} s`)
  return seconds
}

it("a line of the console's styles shows without a reload", async () => {
  await visit('/console', 'input[type=email]')
  const css = join(copy.root, 'desktop/src/renderer/ui/base.css')
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('#console')!).outlineColor)
  expect(await colour()).not.toBe('rgb(1, 2, 3)')
  await secondsUntil(
    'console, one line of CSS',
    appendFile(css, '\n#console { outline: 3px solid rgb(1, 2, 3) }\n'),
    async () => (await colour()) === 'rgb(1, 2, 3)',
  )
  expect(await isSameVisit()).toBe(true)
})

it('a line of a route is answered by a new cloud, on the same database, while the old page stays', async () => {
  const health = () => page.evaluate(() => fetch('/health').then((answer) => answer.text()))
  expect(await health()).toBe('{"status":"ok"}')
  await secondsUntil(
    'cloud, one line of a route',
    edit('cloud/src/platform/http/system-routes.ts', "status: 'ok'", "status: 'changed'"),
    async () => (await health()).includes('changed'),
  )
  expect(await isSameVisit()).toBe(true)
  expect(lines.filter((line) => line.includes('restarting the sandbox'))).toEqual([])
  // The people of the demo company are still there.
  const signIn = { email: 'dona@padaria.example', password: 'padaria-demo', client: 'browser' }
  await page.locator('input[type=email]').fill(signIn.email)
  await page.locator('input[type=password]').fill(signIn.password)
  await page.keyboard.press('Enter')
  await page.getByText('Thiago Ferreira').first().waitFor({ timeout: 60_000 })
})

it('a change of the sandbox restarts the sandbox alone, and the number stays paired', async () => {
  await edit('infra/sandbox/src/timers.ts', '/** Timers that die', '/** All timers that die')
  await said('The sandbox is back')
  expect(lines.filter((line) => line.includes('restarting the cloud'))).toHaveLength(1)
  await page.goto(`${url}/dashboard/whatsapp`)
  await page.getByText('Conectado').first().waitFor({ timeout: 120_000 })
})

it("a word of the site's page shows by itself", async () => {
  await visit('/', 'h1')
  await secondsUntil(
    'site, one line of text',
    edit(
      'landing/site/text/pt-br.ts',
      "title: 'Seu WhatsApp responde sozinho. E",
      "title: 'Seu WhatsApp muda sozinho. E",
    ),
    async () => (await page.locator('h1').first().textContent())?.includes('muda sozinho'),
  )
})

it('what does not start waits for the next change, and the house stays', async () => {
  await edit('cloud/src/platform/http/system-routes.ts', "status: 'changed' }))", "status: 'changed' })))")
  await said('The cloud did not start')
  await edit('cloud/src/platform/http/system-routes.ts', "status: 'changed' })))", "status: 'mended' }))")
  await expect
    .poll(() => fetch(`${url}/health`).then((answer) => answer.text()), { timeout: 90_000 })
    .toContain('mended')
})

it('ends in order when asked by a key', async () => {
  dev.stdin!.write('q\n')
  expect(await ended).toBe(0)
})
