import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'
import { openBrowser, picture, signIn, visitor } from './visitor.ts'

const OWNER = ['dona@padaria.example', 'padaria-demo'] as const

const SITE = ['/', '/en', '/assinar', '/en/subscribe', '/privacidade', '/en/terms', '/checkout/done']
const DOOR = ['/login', '/login/forgot', '/login/reset?token=abc', '/login/invite?token=abc']
const DASHBOARD = [
  '/dashboard',
  '/dashboard/profile',
  '/dashboard/knowledge',
  '/dashboard/knowledge/try',
  '/dashboard/knowledge/rehearsal',
  '/dashboard/knowledge/proposals',
  '/dashboard/knowledge/unanswered',
  '/dashboard/knowledge/history',
  '/dashboard/whatsapp',
  '/dashboard/bot',
  '/dashboard/team',
  '/dashboard/results',
  '/dashboard/subscription',
  '/dashboard/tutorials',
  '/dashboard/tutorials/escrever-bom-conhecimento',
  '/dashboard/support',
]

let house: TestHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([startHouse(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('every page of the site is clean by axe', async () => {
    const { page, accessible, troubles, leave } = await visitor(browser, { colorScheme })
    for (const path of [...SITE, ...DOOR]) {
      await page.goto(house.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await accessible(path)
      if (path === '/' && colorScheme === 'light') await picture(page, 'landing')
    }
    expect(troubles).toEqual([])
    await leave()
  })

  it('every page of the dashboard is clean by axe', async () => {
    const { page, accessible, troubles, leave } = await visitor(browser, { colorScheme })
    await signIn(page, house.url, ...OWNER)
    await page.waitForSelector('.menu')
    for (const path of DASHBOARD) {
      await page.goto(house.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('.bone').first().waitFor({ state: 'detached' })
      expect(await page.locator('.note-danger').allTextContents(), path).toEqual([])
      await accessible(path)
    }
    expect(troubles).toEqual([])
    await leave()
  })
})

describe('the public site', () => {
  it('reads and leads on without JavaScript, in both languages', async () => {
    const { page, leave } = await visitor(browser, { javaScriptEnabled: false })
    await page.goto(house.url)
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR')
    await page.getByText('R$ 97').waitFor()
    await page.getByText('Exemplo de conversa').waitFor()
    expect(await page.getByLabel('Pergunte à padaria').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { name: /Your WhatsApp answers by itself/ }).waitFor()
    await leave()
  })

  it('has what search engines and shared links need', async () => {
    const html = await (await fetch(house.url)).text()
    expect(html).toContain(`<link rel="canonical" href="${house.url}/"`)
    expect(html).toContain(`<meta property="og:image" content="${house.url}/site/og.png"`)
    expect(html).toContain(`hrefLang="en" href="${house.url}/en"`)
    expect(html).not.toMatch(/plantao\.invalid|__[A-Z_]+__/)
    const map = await (await fetch(`${house.url}/sitemap.xml`)).text()
    expect(map.match(/<url>/g)).toHaveLength(8)
    expect(await (await fetch(`${house.url}/robots.txt`)).text()).toContain(`${house.url}/sitemap.xml`)
    expect((await fetch(`${house.url}/site/og.png`)).headers.get('content-type')).toBe('image/png')
  })

  it('sends at most 60 KB of script, under a policy that allows nothing inline', async () => {
    const { page, leave } = await visitor(browser)
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body())
    })
    const response = await page.goto(house.url)
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(bodies)).map(({ length }) => length)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(60_000)
    const policy = response?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    await leave()
  })

  it('has a phone that really answers, and calls a person when it should', async () => {
    const { page, accessible, troubles, leave } = await visitor(browser)
    await page.goto(house.url)
    await page.getByLabel('Pergunte à padaria').fill('A padaria aceita vale-refeição?')
    await page.keyboard.press('Enter')
    await page.locator('.phone-talk .source, .phone-talk .called').first().waitFor()
    await page.getByRole('button', { name: 'Quero falar com uma pessoa' }).click()
    await page.getByText('o cliente pediu uma pessoa').waitFor()
    await accessible('phone after two questions')
    expect(troubles).toEqual([])
    await leave()
  })

  it('tells a lost visitor so, and an API caller in its own way', async () => {
    const { page, leave } = await visitor(browser)
    const response = await page.goto(`${house.url}/nao-existe`)
    expect(response?.status()).toBe(404)
    await page.getByText('Não há nada aqui').waitFor()
    await leave()
    expect(await (await fetch(`${house.url}/api/v1/nothing`)).json()).toMatchObject({
      error: { code: 'route.not_found' },
    })
  })
})
