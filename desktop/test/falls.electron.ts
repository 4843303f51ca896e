import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { ConsoleApi } from '../src/ipc/console-api.ts'
import { idOf } from './fake-house.ts'
import { PEOPLE } from './fake-seed.ts'
import { inElectron } from './in-electron.ts'
import { appJourney } from './running-app.ts'

const MINE = idOf(1, 4)
const DRAFT = 'Vou confirmar com a cozinha e'
// A page that hangs is given half a minute by Chromium itself.
const patient = { timeout: 90_000, interval: 250 }
type Global = { plantao: ConsoleApi; asked: string[] }

inElectron('the console that falls', (dist) => {
  const at = appJourney(dist)

  async function writeDraft(): Promise<void> {
    await at.page.evaluate((id) => (window as unknown as Global).plantao.console.open(id), MINE)
    await at.page.fill('#composer', DRAFT)
    await vi.waitFor(async () => expect(Object.values(await drafts())).toContain(DRAFT), patient)
  }
  const drafts = () =>
    at.page.evaluate(
      async () => (await (window as unknown as Global).plantao.console.snapshot()).value.drafts,
    )
  /** What stands on the page, asked through the application: Playwright gives a page up that fell. */
  const onPage = () =>
    at.app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const ask = webContents.executeJavaScript(
        `({ name: document.querySelector('#composer')?.getAttribute('aria-label'), words: document.querySelector('#composer')?.value })`,
      ) as Promise<{ name?: string; words?: string }>
      const patience = new Promise<{ name?: string; words?: string }>((done) => setTimeout(done, 1000, {}))
      return Promise.race([ask.catch(() => ({})), patience])
    })
  const backAgain = () =>
    vi.waitFor(async () => {
      const { name } = at.cloud.conversations.get(MINE)!.contact
      expect(await onPage()).toEqual({ name: `Responder a ${name}`, words: DRAFT })
    }, patient)
  const fall = () =>
    at.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const drawn = new Promise<void>((done) => {
        webContents.once('did-finish-load', () => done())
      })
      webContents.forcefullyCrashRenderer()
      return drawn
    })
  /** The person answers every question of the application with its `button`th answer. */
  const answerWith = (button: number) =>
    at.app.evaluate(({ dialog }, response) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      dialog.showMessageBox = async (...words: unknown[]) => {
        asked.push((words.at(-1) as { message: string }).message)
        return { response, checkboxChecked: false }
      }
    }, button)
  const asked = () => at.app.evaluate(() => (globalThis as unknown as Global).asked)

  it('writes diagnostics that name nobody, repeat nothing and open nothing', async () => {
    await writeDraft()
    const file = join(at.desktop.home, 'diagnostico.json')
    await at.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    const answer = at.page.evaluate(() => (window as unknown as Global).plantao.shell.exportDiagnostics())
    expect(await answer).toBe('saved')
    const written = await readFile(file, 'utf8')
    const { versions, conversations } = JSON.parse(written)
    expect(versions.electron).toMatch(/^\d+\./)
    expect(conversations).toMatchObject({ awaiting_human: 4, human_replied: 3 })
    const secrets = [...at.cloud.conversations.values()].flatMap(({ id, contact }) => [
      ...[id, contact.phone ?? id, contact.id],
      ...(contact.name?.split(' ').filter((word) => word.length > 3) ?? []),
    ])
    const texts = [...at.cloud.messages.values()]
      .flat()
      .flatMap(({ text }) => (text ? [text.slice(0, 12)] : []))
    const me = Object.values(PEOPLE).flatMap(({ id, name, email }) => [id, name, email])
    for (const secret of [...secrets, ...texts, ...me, DRAFT, at.cloud.url, at.desktop.home]) {
      expect([secret, written.includes(secret)]).toEqual([secret, false])
    }
  })

  it('draws the page again when it crashed: the same conversation, the same words', async () => {
    await answerWith(0)
    await fall()
    await backAgain()
    expect(await asked()).toEqual([])
  })

  it('asks, instead of trying for ever, when the page keeps falling', async () => {
    await answerWith(0)
    // Four falls within a minute are too many.
    for (let n = 0; n < 5; n++) await fall()
    await backAgain()
    expect(await asked()).toContain('A janela do Plantão caiu várias vezes.')
  })

  it('comes back after a restart where it was', async ({ skip }) => {
    await at.restart()
    if (!at.desktop.keyring) return skip('no keyring is installed')
    const { name } = at.cloud.conversations.get(MINE)!.contact
    await at.page.getByLabel(`Responder a ${name}`).waitFor()
  })

  it('offers to draw a page again that hangs, and brings back the same', async () => {
    await at.restart()
    await writeDraft()
    await answerWith(1)
    await at.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      webContents.executeJavaScript('for (;;);').catch(() => {})
      // Chromium tells of a hang when a person's own key or click stays unanswered; one that is sent to the page does not count.
      BrowserWindow.getAllWindows()[0]!.emit('unresponsive')
    })
    await vi.waitFor(async () => expect(await asked()).toEqual(['O Plantão parou de responder.']), patient)
    await backAgain()
  })

  it('says that it is too old when the cloud no longer speaks with it', async () => {
    await at.restart()
    at.cloud.house.refuse = 'clientTooOld'
    at.cloud.dropLine()
    await at.page.getByText('Chegou uma versão nova').waitFor()
    await at.page.getByText('respostas não enviadas ficam guardadas').waitFor()
    at.cloud.house.refuse = null
  })
})
