import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { inElectron } from './in-electron.ts'
import { appJourney } from './running-app.ts'

const soon = { timeout: 30_000, interval: 100 }

inElectron('the settings of the application take effect', (dist) => {
  const at = appJourney(dist)
  const file = () => join(at.desktop.home, 'profile/settings.json')
  const tab = (name: string) => at.page.getByRole('tab', { name, exact: true }).click()

  it('are opened from the tray, and size and spelling hold at once and on the disk', async () => {
    const { app, page, desktop } = at
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
    const { app, page, desktop, cloud } = at
    const path = join(desktop.home, 'diagnostico.json')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    await page.keyboard.press('Control+,')
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
