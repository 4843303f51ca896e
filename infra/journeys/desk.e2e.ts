import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findChromium } from '../launcher/chromium.ts'
import { ROOT } from '../launcher/environment.ts'
import { type Plantao, startPlantao } from '../launcher/plantao.ts'
import { freePort } from '../postgres/free-port.ts'
import { keepHouse } from '../testing/suite-log/suite-log.ts'
import { attendantAnswers, customerActsOnMessages, customerSendsEveryKind } from './every-kind.ts'

/** Main screens are kept for the documents when `PICTURES=1` asks for them; a plain run leaves no files. */
const PICTURES = process.env.PICTURES ? join(ROOT, 'docs/pictures') : null
const LIA = '5511988880001'
/** Settings of whoever runs the tests must not reach into this house. */
const OUTSIDE = /^(DATABASE|REDIS|CHROMA|OPENAI|EVOLUTION|STRIPE|SMTP|JWT|PUBLIC_URL|SERVICES|S3)/

/** A microphone that hums, so that voice notes can be recorded. */
const BROWSER = ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

let dataDir: string
let house: Plantao
let browser: Browser
const pages: Page[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plantao-journey-'))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const own = Object.entries(process.env).filter(([name, value]) => value && !OUTSIDE.test(name))
  const given = { ...(Object.fromEntries(own) as Record<string, string>), LOG_LEVEL: 'debug' }
  const publicUrl = `http://127.0.0.1:${port}`
  house = await startPlantao({ port, host: '127.0.0.1', sandboxPort, dataDir, publicUrl, given }, () => {})
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: BROWSER })
  if (PICTURES) await mkdir(PICTURES, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  if (house) await keepHouse(dataDir, house.databaseUrl).finally(() => house.stop())
  await rm(dataDir, { recursive: true, force: true })
})

async function signIn(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const viewport = { width: 1280, height: 800 }
  const context = await browser.newContext({ viewport, locale: 'pt-BR', ...options })
  const page = await context.newPage()
  pages.push(page)
  await page.goto(`${house.cloudUrl}/console/`)
  await page.fill('#email', email)
  await page.fill('#password', 'padaria-demo')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.queue')
  return page
}

async function customerSays(text: string, more: object = {}): Promise<void> {
  const sent = await fetch(`${house.sandboxUrl}/phone/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: LIA, to: 'padaria', text, pushName: 'Lia Prado', ...more }),
  })
  expect(sent.status).toBe(202)
}

/** The phone of a customer, as a person opens it. */
async function phoneOf(name: string, number: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'pt-BR' })
  const page = await context.newPage()
  await page.goto(`${house.sandboxUrl}/phone`)
  await page.fill('#new-customer [name=name]', name)
  await page.fill('#new-customer [name=phone]', number)
  await page.press('#new-customer [name=phone]', 'Enter')
  return page
}

async function onThePhone(): Promise<string[]> {
  const answer = await fetch(`${house.sandboxUrl}/phone/messages?contact=${LIA}&instance=padaria`)
  const { messages } = (await answer.json()) as { messages: { direction: string; text: string }[] }
  return messages.filter(({ direction }) => direction === 'out').map(({ text }) => text)
}

const picture = async (page: Page, name: string) => {
  if (!PICTURES) return
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
  await page.screenshot({ path: join(PICTURES, `console-${name}.png`) })
}
const card = (page: Page) => page.locator('.card', { hasText: 'Lia Prado' })
const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text })

it('a question is handed over, answered once by a person beside another, and handed back to the bot', async () => {
  const bia = await signIn('atendente@padaria.example')
  const renata = await signIn('dona@padaria.example', { colorScheme: 'dark' })

  // Live: nobody reloads anything.
  await customerSays('Vocês fazem bolo de casamento vegano com recheio de pitaya?')
  await card(bia).waitFor()
  await card(renata).waitFor()
  await card(bia).click()
  await bubble(bia, 'pitaya').waitFor()
  await bia.locator('.why .why-reason').waitFor()
  await bia.locator('.chunk').first().waitFor()
  await picture(bia, 'waiting')

  // Two at once: the second sees who is here, and is told who holds it before anything is sent.
  await card(renata).click()
  await renata.getByText('Bia também está vendo').waitFor()
  await bia.keyboard.press('Control+Shift+A')
  await bia.getByText('Com você').first().waitFor()
  await renata.locator('.talk-head').getByText('Com Bia').waitFor()
  await renata.fill('#composer', 'Oi, aqui é a Renata')
  await renata.keyboard.press('Enter')
  await renata.getByText('Bia Lopes já está atendendo').waitFor()
  await picture(renata, 'held-dark')
  await renata.getByText('Deixar como está').click()

  // A draft, a note and a quick reply; only the last is for the customer.
  await bia.keyboard.press('Control+Shift+S')
  await bia.locator('.suggestion[aria-busy="false"]').waitFor()
  await bia.locator('[aria-label="Descartar rascunho"]').click()
  await bia.locator('.composer-tools').getByText('Nota interna').click()
  await bia.keyboard.type('Pitaya só com encomenda de 5 dias')
  await bia.keyboard.press('Enter')
  await bubble(renata, 'Pitaya só com encomenda').waitFor()
  await bia.keyboard.press('Control+k')
  await bia.keyboard.type('gerenciar respostas')
  await bia.keyboard.press('Enter')
  await bia.getByText('Nova resposta rápida').click()
  await bia.fill('#quick-shortcut', 'bolo')
  await bia.fill('#quick-text', 'Oi, {nome}! Bolo de casamento a gente faz com 5 dias. Aqui é {atendente}.')
  await bia.getByRole('button', { name: 'Salvar' }).click()
  await bia.getByText('/bolo').waitFor()
  await bia.keyboard.press('Escape')
  await bia.keyboard.type('/bol')
  await bia.locator('.slash-option[aria-selected="true"]').waitFor()
  await picture(bia, 'quick-reply')
  await bia.keyboard.press('Enter')
  await bia.keyboard.press('Enter')
  const answer = 'Oi, Lia! Bolo de casamento a gente faz com 5 dias. Aqui é Bia.'
  await bubble(bia, answer).locator('.mark-sent, .mark-delivered, .mark-read').waitFor()
  await picture(bia, 'answered')

  const phone = await onThePhone()
  expect(phone.filter((text) => text === answer)).toHaveLength(1)
  expect(phone.some((text) => /Renata|Pitaya só/.test(text))).toBe(false)

  // While a person holds it the bot is silent; handed back, it answers again.
  await customerSays('aceitam pix?')
  await bubble(bia, 'aceitam pix?').waitFor()
  // The card knows it too: a word that comes behind the hand-back would keep the customer with her.
  await bia.locator('[data-card]', { hasText: 'aceitam pix?' }).first().waitFor()
  await bia.keyboard.press('Control+Shift+D')
  // It waits ten seconds for a second thought.
  await bia.getByText('vai voltar para a IA').waitFor()
  await bia.locator('.talk-head').getByText('IA atendendo').waitFor()
  await customerSays('Vocês aceitam cartão de crédito?')
  await bubble(bia, 'Vocês aceitam cartão').waitFor()
  const bots = bia.locator('.bubble-bot')
  await expect.poll(() => bots.last().textContent(), { timeout: 30_000 }).toMatch(/cart|débito|crédito/i)
  const after = await onThePhone()
  expect(after.filter((text) => text === answer)).toHaveLength(1)
  expect(after.length).toBe(phone.length + 1)

  const lias = await phoneOf('Lia Prado', '11 98888-0001')
  await bubble(lias, answer).waitFor()
  if (PICTURES) await lias.screenshot({ path: join(PICTURES, 'phone.png') })
})

it('files come and go: a picture is seen, a voice note heard, a document reaches the phone', async () => {
  const [bia] = pages
  if (!bia) throw new Error('the first journey did not begin')
  await customerSays('olha essa foto', { kind: 'image' })
  await bia.locator('.picture img').last().waitFor()
  await customerSays('', { kind: 'audio' })
  await bia.locator('.bubble-in .player').last().waitFor()
  await bia.locator('.composer input[type=file]').setInputFiles({
    name: 'cardapio.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  })
  await bia.fill('#composer', 'Segue o cardápio')
  await bia.keyboard.press('Enter')
  await bubble(bia, 'cardapio.pdf').locator('.mark-sent, .mark-delivered, .mark-read').waitFor()
  await picture(bia, 'files')
  await expect
    .poll(async () => (await onThePhone()).filter((text) => text === 'Segue o cardápio').length)
    .toBe(1)
})

it('every kind of message goes both ways, sent by hand on the phone page', async () => {
  const [bia] = pages
  if (!bia) throw new Error('the first journey did not begin')
  const phone = await phoneOf('Téo Ramos', '11 98888-0002')
  await phone.fill('#text', 'Vocês fazem escultura de gelo para festa?')
  await phone.press('#text', 'Enter')
  const card = bia.locator('.card', { hasText: 'Téo Ramos' })
  await card.click()
  await bia.keyboard.press('Control+Shift+A')
  await bia.getByText('Com você').first().waitFor()
  const both = { phone, desk: bia }
  await customerSendsEveryKind(both)
  await attendantAnswers(both)
  await customerActsOnMessages(both)
  // Or what can be done with a message would lie over the one before it.
  await phone.mouse.move(0, 0)
  for (const [place, name] of [
    ['end', 'kinds-end'],
    ['start', 'kinds-start'],
  ] as const) {
    await phone.evaluate((to) => {
      const list = document.querySelector('#messages')
      list?.scrollTo({ top: to === 'end' ? list.scrollHeight : 0 })
    }, place)
    await bia.locator('.history').evaluate((list, to) => {
      list.scrollTo({ top: to === 'end' ? list.scrollHeight : 0 })
    }, place)
    await picture(bia, name)
    if (PICTURES) await phone.locator('.device').screenshot({ path: join(PICTURES, `phone-${name}.png`) })
  }
})

it('what a customer writes is words, never a page, in every place that shows it', async () => {
  const [bia] = pages
  if (!bia) throw new Error('the first journey did not begin')
  const name = '<b onclick=hit()>Zé</b>'
  const attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> javascript:alert(1)'
  const from = '5511988880003'
  await customerSays(`quero falar com uma pessoa ${attack}`, { from, pushName: name })
  await customerSays(`segunda linha ${attack}`, { from, pushName: name })
  // In the list, in the conversation and its head, and in what a search finds.
  await bia.locator('.card', { hasText: name }).click()
  await bubble(bia, attack).first().waitFor()
  await bia.locator('.talk-head', { hasText: name }).waitFor()
  await bia.keyboard.press('Control+k')
  await bia.keyboard.type('segunda linha')
  await bia.locator('dialog', { hasText: 'segunda linha <img src=x' }).waitFor()
  await bia.keyboard.press('Escape')
  for (const page of [bia, pages[1]!]) {
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    expect(
      await page.locator('img[src="x"], .queue b, .talk b[onclick], a[href^="javascript:"]').count(),
    ).toBe(0)
  }
})
