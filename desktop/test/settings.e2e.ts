import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible } from '../../infra/testing/browser/accessible.ts'
import { CHROMIUM, consolePage } from './console-page.ts'
import { asked, DESKTOP, happens, serveDesktopPage } from './desktop-page.ts'

const PARTS = ['Avisos', 'Aparência', 'Escrita', 'Este computador', 'Conta']
/** By its key; the part last shown is shown. */
async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('tabpanel').waitFor()
}
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

describe('the settings of the application', () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof serveDesktopPage>>
  let page: Page
  beforeAll(async () => {
    served = await serveDesktopPage()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterEach(() => page.context().close())
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('are worked by keyboard alone, part by part, and give the focus back', async () => {
    page = await served.open(browser)
    await page.focus('.rail-here')
    await openSettings(page)
    for (const name of PARTS) {
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
      await page.keyboard.press('ArrowDown')
    }
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Avisos')
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    // Through the panel to the first setting.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await asked(page, 'changeSettings')).toEqual([[{ notifications: false }]])
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('rail-here')
  })

  it('open from rail, account, palette, menu and tray', async () => {
    page = await served.open(browser)
    const close = async () => {
      await page.keyboard.press('Escape')
      await page.waitForSelector('dialog', { state: 'detached' })
    }
    await page.click('.rail-button[title^="Ajustes"]')
    await tab(page, 'Avisos').waitFor()
    await close()
    await page.click('.rail-me')
    await page.getByRole('tabpanel', { name: 'Conta' }).waitFor()
    await close()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('ajustes')
    await page.keyboard.press('Enter')
    await tab(page, 'Avisos').waitFor()
    await close()
    await happens(page, 'settings are asked for')
    await tab(page, 'Avisos').waitFor()
  })

  it('hand each choice to the application at once', async () => {
    page = await served.open(browser)
    await openSettings(page)
    await page.getByLabel('Repetir o aviso').selectOption({ label: 'A cada 5 minutos' })
    await page.getByLabel('Todo dia, neste horário').check()
    await page.getByLabel('Começa às').fill('21:30')
    await page.getByLabel('Termina às').fill('21:30')
    await page.getByText('nenhum horário fica em silêncio').waitFor()
    await tab(page, 'Aparência').click()
    await page.getByLabel('Tamanho de tudo').selectOption({ label: '125%' })
    await tab(page, 'Escrita').click()
    await page.getByLabel('Inglês (EUA)').check()
    await page.getByLabel('Português (Brasil)').uncheck()
    await tab(page, 'Este computador').click()
    await page.getByLabel('Abrir com o computador').check()
    await page.getByLabel('As de teste').check()
    const changes = (await asked(page, 'changeSettings')).map(([change]) => change)
    expect(changes).toEqual([
      { repeatSeconds: 300 },
      { quiet: { on: true, from: '22:00', to: '07:00' } },
      { quiet: { on: true, from: '21:30', to: '07:00' } },
      { quiet: { on: true, from: '21:30', to: '21:30' } },
      { zoom: 125 },
      { spellcheck: ['pt-BR', 'en-US'] },
      { spellcheck: ['en-US'] },
      { autostart: true },
      { channel: 'beta' },
    ])
  })

  it('keep quiet for an hour, say so in the rail, and end it before its time', async () => {
    page = await served.open(browser)
    await openSettings(page)
    await page.getByRole('button', { name: 'Por uma hora' }).click()
    await page.getByText(/Sem avisos até \d\d:\d\d\./).waitFor()
    const [[change]] = (await asked(page, 'changeSettings')) as [[{ quietUntil: string }]]
    const minutes = (Date.parse(change.quietUntil) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(58)
    expect(minutes).toBeLessThanOrEqual(60)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Não perturbe até/ }).click()
    await page.getByRole('button', { name: 'Voltar a avisar' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Não perturbe até/ }).waitFor({ state: 'detached' })
    expect((await asked(page, 'changeSettings')).at(-1)).toEqual([{ quietUntil: null }])
  })

  it('tell how the update stands and start it when it is ready', async () => {
    page = await served.open(browser)
    await openSettings(page)
    await tab(page, 'Este computador').click()
    await page.getByText('Versão 0.1.0').waitFor()
    await page.getByRole('button', { name: 'Procurar agora' }).click()
    expect(await asked(page, 'checkForUpdate')).toHaveLength(1)
    await happens(page, { update: { phase: 'failed' } })
    await page.getByText('Não deu para procurar versões novas').waitFor()
    await happens(page, { update: { phase: 'downloading', share: 0.42 } })
    await page.getByText('Baixando a versão nova: 42%').waitFor()
    await expectAccessible(page, 'downloading')
    await happens(page, { update: { phase: 'ready', version: '0.2.0' } })
    await page.keyboard.press('Escape')
    await page.locator('.bars').getByText('A versão 0.2.0 está pronta.').waitFor()
    await page.locator('.bars').getByRole('button', { name: 'Reiniciar e atualizar' }).click()
    expect(await asked(page, 'installUpdate')).toHaveLength(1)
  })

  it('export the diagnostics and say when that failed, or that a setting will not last', async () => {
    page = await served.open(browser)
    await openSettings(page)
    await tab(page, 'Este computador').click()
    await page.getByRole('button', { name: 'Exportar diagnóstico' }).click()
    await page.getByText('Diagnóstico salvo.').waitFor()
    const refuse = { exportDiagnostics: 'failed', changeSettings: 'untilQuit' }
    await page.evaluate((refuse) => Object.assign(window, { refuse }), refuse)
    await page.getByRole('button', { name: 'Exportar diagnóstico' }).click()
    await page.getByText('Não deu para gravar o arquivo').waitFor()
    await page.getByLabel('Ao fechar a janela').uncheck()
    await page.getByText('Não deu para gravar este ajuste').waitFor()
    await expectAccessible(page, 'refused')
  })

  it('say clearly that the session is not kept, before the sign-in and in the account', async () => {
    page = await served.open(browser, { session: 'forgotten' }, { signedIn: false })
    await page.getByText('Este sistema não tem um cofre de senhas.').waitFor()
    await expectAccessible(page, 'sign in without a keyring')
    await page.getByRole('button', { name: 'Ajustes' }).click()
    await tab(page, 'Conta').click()
    await page.getByText('Ninguém entrou neste aparelho.').waitFor()
    await expectAccessible(page, 'account without a keyring')
  })

  it('hide what this machine cannot do', async () => {
    const can = { autostart: false, chooseSpellLanguages: false }
    page = await served.open(browser, { update: { phase: 'unsupported' }, can })
    await openSettings(page)
    await tab(page, 'Este computador').click()
    await page.getByText('Esta cópia não se atualiza sozinha.').waitFor()
    expect(await page.getByLabel('Abrir com o computador').count()).toBe(0)
    expect(await page.getByText('Quais versões receber').count()).toBe(0)
    await tab(page, 'Escrita').click()
    await page.getByLabel('Sublinhar palavras com erro').uncheck()
    expect(await asked(page, 'changeSettings')).toEqual([[{ spellcheck: [] }]])
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['pt-BR', 'en'] as const) {
      it(`are clean by axe in ${colorScheme}, ${language}, also in a small window`, async () => {
        const settings = { ...DESKTOP.settings, quiet: { on: true, from: '22:00', to: '07:00' } }
        page = await served.open(
          browser,
          { settings, session: 'forgotten' },
          { colorScheme, preferences: { language } },
        )
        await openSettings(page)
        for (const width of [1280, 560]) {
          await page.setViewportSize({ width, height: 600 })
          for (const each of await page.getByRole('tab').all()) {
            await each.click()
            await expectAccessible(page, `${await each.textContent()} at ${width}`)
            const panel = page.getByRole('tabpanel')
            expect(await panel.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0)
          }
        }
      })
    }
  }
})

describe('the settings in a browser', () => {
  const at = consolePage()

  it('show only what a tab can do, and last over a reload', async () => {
    await at.atDesk()
    await openSettings(at.page)
    expect(await at.page.getByRole('tab').allTextContents()).toEqual([
      'Avisos',
      'Aparência',
      'Escrita',
      'Conta',
    ])
    await at.page.getByLabel('Repetir o aviso').selectOption({ label: 'Não repetir' })
    await at.page.getByLabel('Sino').check()
    await tab(at.page, 'Aparência').click()
    expect(await at.page.getByLabel('Tamanho de tudo').count()).toBe(0)
    await tab(at.page, 'Escrita').click()
    expect(await at.page.getByText('Corretor ortográfico').count()).toBe(0)
    await at.page.reload()
    await at.page.waitForSelector('.card')
    await openSettings(at.page)
    expect(await at.page.getByLabel('Repetir o aviso').inputValue()).toBe('0')
    expect(await at.page.getByLabel('Sino').isChecked()).toBe(true)
  })

  it('send with the key the person chose, and show it among the keys', async () => {
    await at.atDesk()
    await openSettings(at.page)
    await tab(at.page, 'Escrita').click()
    await at.page.getByLabel('Ctrl+Enter').check()
    await at.page.keyboard.press('Escape')
    await at.page.waitForSelector('dialog', { state: 'detached' })
    await at.page.locator('[data-card]').first().click()
    await at.page.waitForSelector('.bubble')
    await at.page.fill('#composer', 'uma linha')
    await at.page.press('#composer', 'Enter')
    await at.page.keyboard.type('outra linha')
    expect(await at.page.inputValue('#composer')).toBe('uma linha\noutra linha')
    await at.page.press('#composer', 'Control+Enter')
    await at.page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('#composer')?.value === '',
    )
    const sent = [...at.cloud.messages.values()]
      .flat()
      .filter((each) => each.text === 'uma linha\noutra linha')
    expect(sent).toHaveLength(1)
    await at.page.keyboard.press('F1')
    await at.page.waitForSelector('dialog')
    const row = at.page.locator('.keys-place dl > div', { hasText: 'Enviar a resposta' })
    expect(await row.locator('kbd').allTextContents()).toEqual(['Ctrl', 'Enter'])
  })
})
