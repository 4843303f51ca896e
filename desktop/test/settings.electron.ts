import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findElectron } from './electron-dist.ts'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { type LinuxDesktop, startLinuxDesktop } from './linux-desktop.ts'
import { type RunningApp, startApp } from './running-app.ts'

const found = await findElectron()
if ('why' in found) console.log(`SKIPPED Electron end-to-end: ${found.why}`)

const soon = { timeout: 30_000, interval: 100 }

describe.skipIf('why' in found)('the settings of the application take effect', () => {
  let desktop: LinuxDesktop
  let cloud: FakeCloud
  let running: RunningApp
  const file = () => join(desktop.home, 'settings/settings.json')
  const tab = (name: string) => running.page.getByRole('tab', { name, exact: true }).click()

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../build-app.ts')])
    desktop = await startLinuxDesktop('dist' in found ? found.dist : '')
    cloud = await startFakeCloud({ root: '/nowhere', count: 40 })
    running = await startApp(desktop, cloud.url, 'settings', ['--lang=pt-BR'])
    await running.page.fill('#email', 'ana@padaria.example')
    await running.page.fill('#password', 'padaria-demo')
    await running.page.keyboard.press('Enter')
    await running.page.waitForSelector('.card')
  }, 500_000)
  afterAll(async () => {
    await running?.app.close()
    await cloud?.stop()
    await desktop?.stop()
  })

  it('are opened from the tray, and size and spelling hold at once and on the disk', async () => {
    const { app, page } = running
    await desktop.tray.choose('Ajustes…')
    await page.getByRole('tablist').waitFor()
    await tab('Aparência')
    await page.getByLabel('Tamanho de tudo').selectOption({ label: '125%' })
    await tab('Escrita')
    await page.getByLabel('Inglês (EUA)').check()
    await vi.waitFor(async () => {
      const [zoom, languages] = await app.evaluate(({ BrowserWindow, session }) => [
        BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor(),
        session.defaultSession.getSpellCheckerLanguages(),
      ])
      expect(zoom).toBeCloseTo(1.25)
      expect(languages).toEqual(['pt-BR', 'en-US'])
    }, soon)
    await page.getByLabel('Português (Brasil)').uncheck()
    await page.getByLabel('Inglês (EUA)').uncheck()
    const spelling = () => app.evaluate(({ session }) => session.defaultSession.spellCheckerEnabled)
    await vi.waitFor(async () => expect(await spelling()).toBe(false), soon)
    expect(JSON.parse(await readFile(file(), 'utf8')).chosen).toMatchObject({ zoom: 125, spellcheck: [] })
    await page.reload()
    await page.waitForSelector('.card')
    const zoomed = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor())
    await vi.waitFor(async () => expect(await zoomed()).toBeCloseTo(1.25), soon)
  })

  it('export diagnostics without a name, a phone, a text or an address of anybody', async () => {
    const { app, page } = running
    const path = join(desktop.home, 'diagnostico.json')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    await page.keyboard.press(',')
    await tab('Este computador')
    await page.getByRole('button', { name: 'Exportar diagnóstico' }).click()
    await page.getByText('Diagnóstico salvo.').waitFor()
    const words = await readFile(path, 'utf8')
    expect(JSON.parse(words)).toMatchObject({ session: { phase: 'signedIn', role: 'attendant' } })
    for (const { id, contact } of cloud.conversations.values()) {
      for (const secret of [id, contact.id, contact.name, contact.phone]) {
        if (secret) expect(words).not.toContain(secret)
      }
    }
    expect(words).not.toMatch(/glúten|padaria|Ana Souza|127\.0\.0\.1/i)
  })
})
