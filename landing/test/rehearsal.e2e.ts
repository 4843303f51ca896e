import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'
import { openBrowser, picture, signIn, visitor } from './visitor.ts'

/** What customers asked the bakery; the text answers all but the last. */
const ASKED = [
  'quanto custa a broa de fubá?',
  'quanto é o pão de queijo?',
  'que horas abre a matriz no domingo?',
  'quanto custa a cesta Bom Dia?',
  'quanto custa o misto quente?',
  'vocês vendem sorvete?',
]
const BROA = 'Broa de fubá: R$ 3,80\n'
const QUESTION = ASKED[0]!

let house: TestHouse
let browser: Browser
beforeAll(async () => {
  ;[house, browser] = await Promise.all([startHouse(), openBrowser()])
  for (const [index, text] of ASKED.entries())
    await house.sandbox('/phone/messages', { from: phoneOf(index), to: 'padaria', text })
  for (const index of ASKED.keys())
    await vi.waitFor(async () => expect(await heard(index)).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 250,
    })
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

function phoneOf(index: number): string {
  return `553198888000${index}`
}

async function heard(index: number): Promise<number> {
  const { messages } = await house.sandbox<{ messages: { direction: string }[] }>(
    `/phone/messages?contact=${phoneOf(index)}&instance=padaria`,
  )
  return messages.filter(({ direction }) => direction === 'out').length
}

async function owner() {
  const here = await visitor(browser)
  await signIn(here.page, house.url, 'dona@padaria.example', 'padaria-demo')
  await here.page.waitForSelector('.menu')
  return here
}

/** Changes the text on the editor's page, and goes to the rehearsal by the button there. */
async function write(page: Page, change: (text: string) => string): Promise<void> {
  await page.goto(`${house.url}/dashboard/knowledge`)
  const editor = page.getByLabel('O que a sua empresa sabe')
  await expect.poll(() => editor.inputValue(), { timeout: 15_000 }).toContain('Misto quente')
  await editor.fill(change(await editor.inputValue()))
  await page.getByRole('link', { name: 'Ensaiar antes' }).click()
}

function count(page: Page, verdict: string) {
  return page.getByRole('group', { name: 'O que mostrar' }).getByRole('button', { name: verdict })
}

describe('Ensaio', () => {
  it('shows how far it is and can be stopped half way', async () => {
    const { page, accessible, leave } = await owner()
    await house.sandbox('/faults', { openai: { delayMs: 1500 } })
    await write(page, (text) => text.replace('R$ 11,00', 'R$ 12,00'))
    await page.getByRole('button', { name: 'Ensaiar o rascunho' }).click()
    await page.getByText(/^\d+ de 6 perguntas$/).waitFor()
    await accessible('rehearsal under way')
    await page.getByRole('button', { name: 'Cancelar' }).click()
    await page.getByText('Cancelado no meio').waitFor()
    await fetch(`${house.sandboxUrl}/faults`, { method: 'DELETE' })
    await leave()
  })

  it('catches an edit that breaks an old answer before customers meet it', async () => {
    const { page, accessible, troubles, leave } = await owner()
    await page.goto(`${house.url}/dashboard/results`)
    await page.getByText('Por que a IA chamou uma pessoa').waitFor()
    await accessible('results')
    await picture(page, 'dashboard-results')
    await write(page, (text) =>
      text
        .replace(BROA, '')
        .replace('R$ 11,00', 'R$ 12,00')
        .replace('PREÇOS DO BALCÃO\n', 'PREÇOS DO BALCÃO\nSorvete: vendemos de creme, R$ 12,90 a bola\n'),
    )
    await page.getByRole('button', { name: /^Ensaiar/ }).click()
    await page.getByText('Ensaio completo').waitFor()
    await page.getByText('com perguntas de clientes').waitFor()

    await page.waitForSelector('.diff')
    expect(await count(page, 'Quebraram').textContent()).toBe('1Quebraram')
    const broken = page.locator('.diff')
    expect(await broken.locator('.asked').allTextContents()).toEqual([expect.stringContaining(QUESTION)])
    await broken.getByText('Perderia: R$ 3,80').waitFor()
    await accessible('what breaks')
    await count(page, 'Novas').click()
    await page.getByText('R$ 12,90').first().waitFor()
    await count(page, 'Mudaram').click()
    await page.getByText('R$ 12,00').first().waitFor()

    // Nobody outside has met the draft: what is live still answers.
    await page.getByRole('link', { name: 'Testar o bot' }).click()
    await page.getByLabel('Pergunta').fill(QUESTION)
    await page.keyboard.press('Enter')
    await page.getByText('R$ 3,80').first().waitFor()

    await write(page, (text) => text.replace('PREÇOS DO BALCÃO\n', `PREÇOS DO BALCÃO\n${BROA}`))
    await page.getByRole('button', { name: 'Ensaiar de novo' }).click()
    await page.getByText('Ensaio completo').waitFor()
    await expect.poll(() => count(page, 'Quebraram').textContent(), { timeout: 15_000 }).toBe('0Quebraram')
    await page.getByRole('link', { name: 'Voltar ao texto' }).click()
    await page.getByRole('button', { name: 'Publicar' }).click()
    await page.getByText('Publicado. O bot já responde com este texto.').waitFor()
    await page.getByRole('link', { name: 'Ensaio', exact: true }).click()
    await page.getByText('Algo foi publicado depois deste ensaio').waitFor()
    expect(troubles).toEqual([])
    await leave()
  })
})
