import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'
import { openBrowser, signIn, visitor } from './visitor.ts'

const SALON = new URL('../../infra/bench/data/companies/02-salao.json', import.meta.url)
const NEW_PASSWORD = 'uma frase bem curta'
/** The bot waits for more bubbles, retrieves and writes; the sandbox's typing pause comes on top. */
const ANSWERED_WITHIN = { timeout: 30_000, interval: 250 }

type Mail = { to: string; subject: string; text: string }
type Said = { direction: 'in' | 'out'; text: string }

let house: TestHouse
let browser: Browser
/** False while the sandbox plays no payments: the journeys are then skipped, and say why. */
let takesPayments = false
beforeAll(async () => {
  ;[house, browser] = await Promise.all([startHouse(), openBrowser()])
  const order = { email: 'sonda@salao.example', name: 'Sonda', phone: '(31) 90000-0100' }
  const probe = await fetch(`${house.url}/api/v1/billing/checkout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  takesPayments = probe.ok
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

async function orderAs(page: Page, email: string): Promise<void> {
  await page.goto(house.url)
  await page.getByRole('link', { name: 'Quero assinar', exact: true }).first().click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Nome da empresa').fill('Salão Bela Raiz')
  await page.getByLabel('Telefone com DDD').fill('(31) 90000-0101')
  await page.getByRole('button', { name: 'Ir para o pagamento' }).click()
  await page.waitForURL(/\/stripe\/checkout\//)
}

async function mailsTo(email: string): Promise<Mail[]> {
  const { messages } = await house.sandbox<{ messages: Mail[] }>(
    `/mail/messages?to=${encodeURIComponent(email)}`,
  )
  return messages
}

/** The temporary password stands alone after its label in the text of the welcome mail. */
function passwordIn({ text }: Mail): string {
  const found = /senha[^\n:]*:\s*(\S+)/i.exec(text)?.[1]
  if (!found) throw new Error(`no password in the mail: ${text}`)
  return found
}

const pay = (page: Page) =>
  page
    .getByRole('button', { name: /pagar|pay/i })
    .first()
    .click()

/** The payment page says that nothing was paid. */
async function decline(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /recusar|decline/i })
    .first()
    .click()
  await page
    .getByText(/recusad|declin/i)
    .first()
    .waitFor()
}

/** The welcome mail comes, once, and its password opens the door to choosing another. */
async function entersByMail(page: Page, email: string): Promise<void> {
  await expect.poll(async () => (await mailsTo(email)).length, ANSWERED_WITHIN).toBe(1)
  const [welcome] = await mailsTo(email)
  await signIn(page, house.url, email, passwordIn(welcome!))
  await page.getByRole('heading', { name: 'Escolha sua senha' }).waitFor()
}

/** Deliveries of payment events that the cloud knew already. */
async function deliveredTwice(): Promise<number> {
  const metrics = await (await fetch(`${house.url}/metrics`)).text()
  return Number(/billing_webhook_total\{outcome="duplicate"\} (\d+)/.exec(metrics)?.[1] ?? 0)
}

/** Milliseconds: what people wait for between the payment and its event on a slow day. */
const SLOW = { delayMs: [2_000, 2_600] }
const faults = (stripe: object) => house.sandbox('/faults', { stripe })
const calm = () => fetch(`${house.sandboxUrl}/faults`, { method: 'DELETE' })

describe('an owner, with nobody’s help', () => {
  it('finds the page, pays, signs in, writes, pairs, and a customer is answered', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = 'dona@salao.example'
    const { page, accessible, troubles, leave } = await visitor(browser)
    await orderAs(page, email)
    await pay(page)
    await page.getByRole('heading', { name: 'Pagamento recebido' }).waitFor()
    await accessible('checkout done')

    await expect.poll(async () => (await mailsTo(email)).length, ANSWERED_WITHIN).toBeGreaterThan(0)
    const [welcome] = await mailsTo(email)
    await signIn(page, house.url, email, passwordIn(welcome!))
    await page.getByRole('heading', { name: 'Escolha sua senha' }).waitFor()
    await accessible('first password')
    await page.getByLabel('Senha nova', { exact: true }).fill(NEW_PASSWORD)
    await page.getByLabel('Repita a senha nova').fill(NEW_PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('0 de 4 feitos').first().waitFor()
    await accessible('checklist')

    const salon = JSON.parse(await readFile(SALON, 'utf8')) as {
      knowledge: string
      questions: { text: string; kind: string }[]
    }
    await page.getByRole('link', { name: /Escrever/ }).click()
    await page.getByText('Nada publicado ainda').waitFor()
    await page.getByLabel('O que a sua empresa sabe').fill(salon.knowledge)
    await page.getByRole('button', { name: 'Publicar' }).click()
    await page.getByText('Publicado. O bot já responde com este texto.').waitFor()

    await page.getByRole('link', { name: 'Conectar WhatsApp' }).click()
    const created = page.waitForResponse((response) => response.url().endsWith('/whatsapp/instance'))
    await page.getByRole('button', { name: 'Conectar', exact: true }).click()
    const { name } = (await (await created).json()) as { name: string }
    await page.getByRole('img', { name: /QR para ler/ }).waitFor()
    await accessible('pairing')
    await house.sandbox('/phone/pair', { instance: name })
    await page.getByText('Conectado', { exact: true }).waitFor()

    const customer = '5531988887777'
    await house.sandbox('/phone/messages', {
      from: customer,
      to: name,
      text: salon.questions.find((question) => question.kind === 'answerable')!.text,
    })
    const said = async () => {
      const query = `contact=${customer}&instance=${name}`
      const { messages } = await house.sandbox<{ messages: Said[] }>(`/phone/messages?${query}`)
      return messages.filter((message) => message.direction === 'out')
    }
    await expect.poll(async () => (await said()).length, ANSWERED_WITHIN).toBe(1)
    await page.getByRole('link', { name: 'Começo' }).click()
    await page.getByText('3 de 4 feitos').first().waitFor()
    expect(troubles).toEqual([])
    await leave()
  })

  it('who declines is told so by the payment page, and gets no account and no mail', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = 'desistiu@salao.example'
    const { page, leave } = await visitor(browser)
    await orderAs(page, email)
    await decline(page)
    expect(await mailsTo(email)).toEqual([])
    await signIn(page, house.url, email, NEW_PASSWORD)
    await page.getByText('E-mail ou senha não conferem').waitFor()
    await leave()
  })

  it('orders without JavaScript too, and a refused field is named', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const { page, leave } = await visitor(browser, { javaScriptEnabled: false })
    await orderAs(page, 'semjs@salao.example')
    await page.goto(`${house.url}/assinar`)
    await page.getByLabel('E-mail').fill('semjs@salao.example')
    await page.getByLabel('Nome da empresa').fill('Salão')
    await page.getByLabel('Telefone com DDD').fill('x')
    await page.getByRole('button', { name: 'Ir para o pagamento' }).click()
    await page.getByText('Telefone: escreva o telefone com DDD').waitFor()
    await leave()
  })
})

describe.each([
  ['suite', {}],
  ['slow', SLOW],
])('whoever pays, with Stripe’s events as late as in the %s', (how, late) => {
  beforeEach(() => faults(late))
  afterEach(calm)

  it('who declines and then pays with another card on the same page has an account like anyone', async ({
    skip,
  }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = `segundo-cartao-${how}@salao.example`
    const { page, troubles, leave } = await visitor(browser)
    await orderAs(page, email)
    await decline(page)
    await pay(page)
    await page.getByRole('heading', { name: 'Pagamento recebido' }).waitFor()
    await entersByMail(page, email)
    expect(troubles).toEqual([])
    await leave()
  })

  it('gets one account and one mail when every event comes twice and in disorder', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = `em-dobro-${how}@salao.example`
    const { page, leave } = await visitor(browser)
    await house.sandbox('/faults', { stripe: { duplicateEvents: 1, reorderEvents: 1 } })
    const before = await deliveredTwice()
    await orderAs(page, email)
    await pay(page)
    await page.getByRole('heading', { name: 'Pagamento recebido' }).waitFor()
    await entersByMail(page, email)
    // The last of the six deliveries has come: what it would have made is made.
    await expect.poll(deliveredTwice, ANSWERED_WITHIN).toBeGreaterThanOrEqual(before + 3)
    expect(await mailsTo(email)).toHaveLength(1)
    await leave()
  })

  it('has the account and the mail with the browser closed right after paying', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = `fechou-${how}@salao.example`
    const first = await visitor(browser)
    await orderAs(first.page, email)
    const paid = first.page.waitForResponse((response) =>
      /\/stripe\/checkout\/[^/]+\/pay$/.test(response.url()),
    )
    await pay(first.page)
    expect((await paid).ok()).toBe(true)
    // Before the payment page leads back: nothing of ours is ever opened.
    await first.leave()
    await expect.poll(async () => (await mailsTo(email)).length, ANSWERED_WITHIN).toBe(1)
    const second = await visitor(browser)
    await entersByMail(second.page, email)
    await second.leave()
  })

  it('waits for a boleto, and is told when it is paid', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = `boleto-${how}@salao.example`
    const { page, accessible, troubles, leave } = await visitor(browser)
    await orderAs(page, email)
    await page.getByRole('button', { name: 'Boleto', exact: true }).click()
    await page.getByRole('button', { name: 'Gerar boleto' }).click()
    const checkout = new URL(page.url()).pathname
    await page.getByRole('link', { name: 'Voltar ao site' }).click()
    await page.getByRole('heading', { name: 'Esperando o pagamento' }).waitFor()
    await accessible('checkout waiting')
    expect(await mailsTo(email)).toEqual([])
    await house.sandbox(`${checkout}/pay`, {})
    await page.getByRole('heading', { name: 'Pagamento recebido' }).waitFor()
    await entersByMail(page, email)
    expect(troubles).toEqual([])
    await leave()
  })

  it('is told on the page and by mail that a Pix ran out', async ({ skip }) => {
    skip(!takesPayments, 'the sandbox takes no payments')
    const email = `pix-${how}@salao.example`
    const { page, accessible, leave } = await visitor(browser)
    await orderAs(page, email)
    await page.getByRole('button', { name: 'Pix', exact: true }).click()
    await page.getByRole('button', { name: 'Gerar pix' }).click()
    const checkout = new URL(page.url()).pathname
    await page.getByRole('link', { name: 'Voltar ao site' }).click()
    await page.getByRole('heading', { name: 'Esperando o pagamento' }).waitFor()
    await house.sandbox(`${checkout}/decline`, {})
    await page.getByRole('heading', { name: 'O prazo para pagar passou' }).waitFor()
    await accessible('checkout lapsed')
    await expect
      .poll(async () => (await mailsTo(email)).map(({ subject }) => subject), ANSWERED_WITHIN)
      .toEqual(['O pagamento do Plantão não foi feito a tempo'])
    await leave()
  })
})
