import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'
import { openBrowser, picture, signIn, visitor } from './visitor.ts'

// An address that takes no mail is told where it was typed, and put right there.

const OWNER = ['dona@padaria.example', 'padaria-demo'] as const
const WITHIN = { timeout: 30_000, interval: 250 }
type Mail = { subject: string; text: string }

let house: TestHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([startHouse(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

const mailsTo = async (to: string) =>
  (await house.sandbox<{ messages: Mail[] }>(`/mail/messages?to=${encodeURIComponent(to)}`)).messages

it('on the page after the payment: says it, takes the right one, and the sign-in arrives there', async () => {
  const { page, accessible, troubles, leave } = await visitor(browser)
  await page.goto(`${house.url}/assinar`)
  await page.getByLabel('E-mail').fill('contato@nao-existe.example')
  await page.getByLabel('Nome da empresa').fill('Salão Bela Raiz')
  await page.getByLabel('Telefone com DDD').fill('(31) 90000-0101')
  await page.getByRole('button', { name: 'Ir para o pagamento' }).click()
  await page.waitForURL(/\/stripe\/checkout\//)
  await page
    .getByRole('button', { name: /pagar|pay/i })
    .first()
    .click()
  await page.waitForURL(/\/checkout\/done/)
  const field = page.getByLabel('Seu e-mail')
  await page.getByText('contato@nao-existe.example não aceita e-mail').waitFor({ timeout: 30_000 })
  await accessible('a refused address')
  await picture(page, 'refused-address')
  expect(await page.getByRole('link', { name: 'Entrar no painel' }).isVisible()).toBe(false)
  expect(await field.inputValue()).toBe('contato@nao-existe.example')
  await field.fill('dona@padaria.example')
  await page.getByRole('button', { name: 'Mandar para este endereço' }).click()
  await page.getByText('Alguém já entra com este e-mail').waitFor()
  await field.fill('contato@salao.example')
  await page.getByRole('button', { name: 'Mandar para este endereço' }).click()
  await page.getByText('Mandamos o login e a senha provisória para contato@salao.example').waitFor()
  expect(await field.isVisible()).toBe(false)
  await accessible('a corrected address')
  await expect.poll(async () => (await mailsTo('contato@salao.example')).length, WITHIN).toBe(1)
  // Another browser, with the very same address of the page, learns nothing.
  const stranger = await visitor(browser)
  await stranger.page.goto(page.url())
  await stranger.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await stranger.page.getByText('salao.example').count()).toBe(0)
  expect(await stranger.page.getByLabel('Seu e-mail').isVisible()).toBe(false)
  expect(troubles).toEqual([])
  await stranger.leave()
  await leave()
})

it('on the team page and at the start: names what failed, and mends it in its place', async () => {
  const { page, accessible, troubles, leave } = await visitor(browser)
  await signIn(page, house.url, ...OWNER)
  await page.waitForSelector('.menu')
  await page.goto(`${house.url}/dashboard/team`)
  await page.getByLabel('Nome', { exact: true }).fill('Lia Duarte')
  await page.getByLabel('E-mail').fill('lia@nao-existe.example')
  await page.getByRole('button', { name: 'Convidar', exact: true }).click()
  await page.getByText('O endereço não aceita e-mail').waitFor({ timeout: 30_000 })
  expect(await page.getByText('Convite a caminho de').count()).toBe(0)
  await accessible('a refused invitation')
  await picture(page, 'team-refused-address')
  await page.goto(`${house.url}/dashboard`)
  await page.getByRole('heading', { name: 'E-mails que não chegaram' }).waitFor()
  await accessible('mails that failed')
  await picture(page, 'failed-mails')
  await page.getByRole('link', { name: 'Corrigir em Equipe' }).click()
  await page.getByLabel('Endereço de Lia Duarte').fill('lia@padaria.example')
  await page.getByRole('button', { name: 'Enviar para este endereço' }).click()
  await page.getByText('O endereço não aceita e-mail').waitFor({ state: 'detached' })
  await expect.poll(async () => (await mailsTo('lia@padaria.example')).length, WITHIN).toBe(1)
  expect(troubles).toEqual([])
  await leave()
})
