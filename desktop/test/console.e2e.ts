import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { idOf } from './fake-house.ts'

const LONGEST_WAIT = idOf(1, 0)
const BETOS = idOf(1, 6)
const MINE = idOf(1, 4)
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find((path) => existsSync(path)) ?? chromium.executablePath()

let root: string
let browser: Browser
let cloud: FakeCloud
let page: Page
let troubles: string[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plantao-console-'))
  const configFile = join(import.meta.dirname, '../vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: root, emptyOutDir: true } })
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  await rm(root, { recursive: true })
})
beforeEach(async () => {
  cloud = await startFakeCloud({ root })
  troubles = []
})
afterEach(async () => {
  await page.context().close()
  await cloud.stop()
  expect(troubles).toEqual([])
})

async function visit(options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'pt-BR',
    ...options,
  })
  page = await context.newPage()
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

async function atDesk(options: BrowserContextOptions = {}): Promise<void> {
  await visit(options)
  await signIn()
  await page.waitForSelector('.card')
}

async function openCard(id: string): Promise<void> {
  await page.click(`[data-card="${id}"]`)
  await page.waitForSelector('.bubble')
}

const shown = (text: string) => page.getByText(text, { exact: false }).first().waitFor()

async function expectAccessible(where: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))),
  )
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.target.join(' ')} (${nodes[0]?.failureSummary})`,
  )
  expect(found).toEqual([])
}

describe('the console', () => {
  it('can be worked by keyboard alone: open, claim, reply, hand back', async () => {
    await atDesk()
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-card') === id, LONGEST_WAIT)
    await page.keyboard.press('Enter')
    await shown('Aguardando pessoa')
    await page.keyboard.press('a')
    await shown('Você assumiu')
    await shown('Com você')
    await page.keyboard.press('r')
    await page.keyboard.type('Abrimos das 7h')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('às 13h.')
    await page.keyboard.press('Enter')
    await page.locator('.bubble-out .mark-delivered').first().waitFor()
    const sent = cloud.messages.get(LONGEST_WAIT)?.at(-1)
    expect(sent).toMatchObject({ text: 'Abrimos das 7h\nàs 13h.', author: 'member' })
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await shown('IA atendendo')
    expect(cloud.conversations.get(LONGEST_WAIT)?.state).toBe('ai_active')
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is clean by axe in ${colorScheme}`, async () => {
      await visit({ colorScheme })
      await expectAccessible('sign in')
      await signIn()
      await page.waitForSelector('.card')
      await expectAccessible('nothing open')
      await openCard(LONGEST_WAIT)
      await expectAccessible('waiting')
      await openCard(idOf(1, 5))
      await expectAccessible('mine, failed and held messages')
      for (const key of ['Control+k', '?', ',', 'x']) {
        await page.keyboard.press(key)
        await page.waitForSelector('dialog')
        await expectAccessible(`dialog ${key}`)
        await page.keyboard.press('Escape')
        await page.waitForSelector('dialog', { state: 'detached' })
      }
    })
  }

  it('tells the second attendant first, and sends only after taking over', async () => {
    await atDesk()
    await openCard(BETOS)
    await page.fill('#composer', 'Oi, sou a Ana')
    await page.keyboard.press('Enter')
    await shown('Beto Lima já está atendendo')
    const before = cloud.messages.get(BETOS)?.length
    await expectAccessible('held')
    await page.click('text=Deixar como está')
    expect(cloud.messages.get(BETOS)?.length).toBe(before)
    expect(await page.inputValue('#composer')).toBe('Oi, sou a Ana')
    await page.press('#composer', 'Enter')
    await page.click('text=Assumir mesmo assim')
    await page.locator('.mark-delivered').last().waitFor()
    expect(cloud.messages.get(BETOS)?.at(-1)?.text).toBe('Oi, sou a Ana')
    expect(await page.inputValue('#composer')).toBe('')
  })

  it('keeps writing without a line, shows the queue, and sends each reply once when the line is back', async () => {
    await atDesk()
    await openCard(MINE)
    await page.context().setOffline(true)
    cloud.dropLine()
    for (const text of ['primeira', 'segunda']) {
      await page.fill('#composer', text)
      await page.keyboard.press('Enter')
    }
    await shown('2 respostas na fila')
    expect(await page.locator('.bubble-waiting').count()).toBe(2)
    await page.context().setOffline(false)
    await page.locator('.bubble-waiting').first().waitFor({ state: 'detached' })
    await page.locator('.bars .bar').waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.querySelectorAll('.bubble-waiting').length === 0)
    const texts = cloud.messages.get(MINE)?.map((each) => each.text)
    expect(texts?.slice(-2)).toEqual(['primeira', 'segunda'])
  })

  it('never lets a draft reach another customer', async () => {
    await atDesk()
    await openCard(MINE)
    await page.fill('#composer', 'só para a Jéssica')
    await openCard(LONGEST_WAIT)
    expect(await page.inputValue('#composer')).toBe('')
    await openCard(MINE)
    expect(await page.inputValue('#composer')).toBe('só para a Jéssica')
  })

  it('counts the waiting in the title and brings a new handoff to the queue by itself', async () => {
    await atDesk()
    expect(await page.title()).toBe('(4) Plantão')
    cloud.handOff(idOf(1, 20), 'Vocês fazem bolo de casamento?')
    await shown('Vocês fazem bolo de casamento?')
    await page.waitForFunction(() => document.title === '(5) Plantão')
  })

  it('loads older messages on the way up, to the beginning, and returns to the newest', async () => {
    await atDesk()
    await openCard(LONGEST_WAIT)
    await page.focus('.history')
    for (let turn = 0; turn < 40 && !(await page.getByText('Início da conversa').isVisible()); turn++) {
      await page.keyboard.press('Home')
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
    }
    await shown('Início da conversa')
    await page.getByRole('button', { name: 'Ir para a última mensagem' }).click()
    await shown('Oi?')
  })

  it('makes a temporary password be changed before anything else', async () => {
    await visit()
    await signIn('carla@padaria.example')
    await page.fill('#current', 'padaria-demo')
    await page.fill('#next', 'curta')
    await page.fill('#again', 'curta')
    await page.keyboard.press('Enter')
    await shown('ao menos 10 caracteres')
    await expectAccessible('password change')
    await page.fill('#next', 'uma-senha-longa')
    await page.fill('#again', 'uma-senha-longa')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card')
  })

  it('says what is wrong at the door, stays signed in after a reload, and leaves for good', async () => {
    await visit()
    await signIn('ana@padaria.example', 'errada')
    await shown('E-mail ou senha não conferem.')
    await signIn()
    await page.waitForSelector('.card')
    await page.reload()
    await page.waitForSelector('.card')
    await page.keyboard.press(',')
    await page.click('dialog >> text=Sair da conta')
    await page.waitForSelector('#email')
    await page.reload()
    await page.waitForSelector('#email')
  })

  it('tells an old client to update', async () => {
    await visit()
    cloud.house.refuse = 'clientTooOld'
    await signIn()
    await shown('Chegou uma versão nova')
  })

  it('fits a window of 900 × 600, where the reason opens over the conversation', async () => {
    await atDesk({ viewport: { width: 900, height: 600 } })
    await openCard(idOf(1, 1))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(900)
    await page.keyboard.press('p')
    await shown('Trechos consultados')
    await expectAccessible('900 × 600')
    await page.keyboard.press('Escape')
    await page.locator('.why').waitFor({ state: 'detached' })
  })
})
