import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { EVENTS } from '../src/ipc/channels.ts'
import type { ConsoleApi, DesktopState } from '../src/ipc/console-api.ts'
import { startFakeCloud } from './fake-cloud.ts'
import { idOf } from './fake-house.ts'
import { inElectron } from './in-electron.ts'
import { appJourney, signIn, startApp } from './running-app.ts'

/** Kept for the documents when `PICTURES=1` asks for it, as `npm run e2e:desktop` does; else nothing is written. */
const PICTURES = process.env.PICTURES ? join(import.meta.dirname, '../../docs/pictures/desktop') : null
const LONGEST_WAIT = idOf(1, 0)
const MINE = idOf(1, 4)
type Global = { plantao: ConsoleApi }

inElectron('every screen of the console', (dist) => {
  const at = appJourney(dist)

  async function picture(name: string, page: Page = at.page): Promise<void> {
    if (!PICTURES) return
    await mkdir(PICTURES, { recursive: true })
    await page
      .evaluate(() =>
        Promise.all(
          document
            .getAnimations()
            // What pulses while something is on its way never ends by itself.
            .filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
            .map((each) => each.finished.catch(() => null)),
        ).then(() => null),
      )
      .catch(() => null)
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }
  const wear = (theme: 'light' | 'dark') =>
    at.page.evaluate((to) => {
      document.documentElement.dataset.theme = to
    }, theme)
  const open = (id: string | null) =>
    at.page.evaluate((to) => (window as unknown as Global).plantao.console.open(to), id)
  const shown = (words: string) => at.page.getByText(words, { exact: false }).first().waitFor()
  async function dialog(key: string, name: string, typed?: string): Promise<void> {
    await at.page.keyboard.press(key)
    await at.page.waitForSelector('dialog')
    if (typed) {
      await at.page.keyboard.type(typed)
      await shown('Mensagens')
    }
    await picture(name)
    await at.page.keyboard.press('Escape')
    await at.page.waitForSelector('dialog', { state: 'detached' })
  }

  it('the inbox, and the conversation with why the bot called, in both themes', async () => {
    await shown('Escolha uma conversa')
    await picture('inbox')
    await open(LONGEST_WAIT)
    await shown('Por que o bot chamou?')
    await picture('conversation')
    await wear('dark')
    await picture('conversation-dark')
    await open(null)
    await shown('Escolha uma conversa')
    await picture('inbox-dark')
    await wear('light')
  })

  it('the palette, the search over messages, the keys and the settings', async () => {
    await dialog('Control+k', 'palette')
    await dialog('Control+k', 'search', 'domingo')
    await dialog('F1', 'keys')
    await dialog('Control+,', 'settings')
    await wear('dark')
    await dialog('F1', 'keys-dark')
    await dialog('Control+,', 'settings-dark')
    await wear('light')
  })

  it('the answer for all who asked the same, and what can be undone', async () => {
    await open(MINE)
    await shown('esperam com a mesma pergunta')
    await picture('answer-all')
    await at.page.click('text=Conferir e responder')
    await at.page.locator('dialog [type=checkbox]').first().check()
    await picture('answer-same')
    await wear('dark')
    await picture('answer-same-dark')
    await wear('light')
    await at.page.keyboard.press('Escape')
    await at.page.waitForSelector('dialog', { state: 'detached' })
    await at.page.keyboard.press('Control+Shift+D')
    await shown('vai voltar para a IA')
    await picture('undo')
    await wear('dark')
    await picture('undo-dark')
    await wear('light')
    await at.page.keyboard.press('F8')
    await shown('Desfeito.')
  })

  it('the newer version that is ready', async () => {
    const { desktop } = await at.page.evaluate(() => (window as unknown as Global).plantao.shell.begin())
    const ready: DesktopState = { ...desktop, update: { phase: 'ready', version: '1.4.0' } }
    // Only an installed console has a feed; what it would then say to the page is said here.
    const tell = (state: DesktopState) =>
      at.app.evaluate(
        ({ BrowserWindow }, [channel, news]) =>
          BrowserWindow.getAllWindows()[0]!.webContents.send(channel, news),
        [EVENTS.desktop, state] as const,
      )
    await tell(ready)
    await shown('1.4.0')
    await picture('update')
    await tell(desktop)
  })

  it('work without a line, and no history to show', async ({ skip }) => {
    at.cloud.house.down = true
    at.cloud.house.refuse = 'unavailable'
    await open(MINE)
    at.cloud.dropLine()
    await at.page.fill('#composer', 'A massa sai às 16h, pode vir buscar.')
    await at.page.press('#composer', 'Enter')
    await shown('resposta na fila')
    await picture('offline')
    if (!at.desktop.keyring) {
      Object.assign(at.cloud.house, { down: false, refuse: null })
      return skip('no keyring keeps the session')
    }
    await at.restart(false)
    await shown('Não deu para carregar as conversas')
    await picture('error')
    at.cloud.house.down = false
    at.cloud.house.refuse = null
    await at.restart(false)
    await at.page.waitForSelector('.card')
  })

  it('a house whose conversations are on their way', async () => {
    const cloud = await startFakeCloud({ root: '/nowhere', count: 4 })
    const { app, page } = await startApp(at.desktop, cloud.url, 'loading')
    // The line is open and slow: whoever waits sees that something comes.
    Object.assign(cloud.house, { delayed: 'conversations', delayMs: 5000 })
    await signIn(page, '.bone')
    await picture('loading', page)
    await page.waitForSelector('.card')
    await app.close()
    await cloud.stop()
  })

  it('a house nobody wrote to, and the way in', async () => {
    const cloud = await startFakeCloud({ root: '/nowhere', count: 0 })
    const { app, page } = await startApp(at.desktop, cloud.url, 'empty')
    await page.waitForSelector('#email')
    await picture('sign-in', page)
    await signIn(page, '.desk')
    await page.getByText('Ninguém por aqui ainda').waitFor()
    await picture('empty', page)
    await app.close()
    await cloud.stop()
  })

  it('a version the cloud no longer speaks with', async () => {
    at.cloud.house.refuse = 'clientTooOld'
    at.cloud.dropLine()
    await shown('Chegou uma versão nova')
    await picture('too-old')
    expect(await at.page.locator('.card').count()).toBe(0)
  })
})
