import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { idOf } from './fake-house.ts'
import { inElectron } from './in-electron.ts'
import { type LinuxDesktop, startLinuxDesktop } from './linux-desktop.ts'
import { type RunningApp, startApp } from './running-app.ts'

const CALLS = idOf(1, 7)
const OTHER = idOf(1, 4)
const soon = { timeout: 15_000, interval: 50 }

inElectron('the console as an application', (dist) => {
  let desktop: LinuxDesktop
  let cloud: FakeCloud
  let running: RunningApp

  beforeAll(async () => {
    desktop = await startLinuxDesktop(dist)
    cloud = await startFakeCloud({ root: '/nowhere', count: 40 })
    running = await startApp(desktop, cloud.url, 'profile')
  })
  afterAll(async () => {
    await running?.app.close()
    await cloud?.stop()
    await desktop?.stop()
  })

  const focused = () => running.page.evaluate(() => document.activeElement?.id)

  it('signs in; the page never holds a token', async () => {
    const { page } = running
    await page.fill('#email', 'ana@padaria.example')
    await page.fill('#password', 'padaria-demo')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card')
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ])
  })

  it('runs the page in a sandbox without Node, with named functions only', async () => {
    const { app, page } = running
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
    )
    // The kernel's own word: system calls of this process are filtered.
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m)
    const seen = await page.evaluate(() => {
      const { plantao } = window as unknown as { plantao: Record<string, Record<string, unknown>> }
      return {
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
          (name) => name in window,
        ),
        rooms: Object.keys(plantao),
        functions: Object.values(plantao).every((room) =>
          Object.values(room).every((each) => typeof each === 'function'),
        ),
        generic: ['invoke', 'send', 'on'].filter((name) => name in plantao),
      }
    })
    expect(seen).toEqual({ node: [], rooms: ['console', 'shell'], functions: true, generic: [] })
  })

  it('gives no permission but the microphone', async () => {
    const states = await running.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[]
      return Promise.all(
        names.map(async (name) => [name, (await navigator.permissions.query({ name })).state] as const),
      )
    })
    const granted = states.filter(([, state]) => state === 'granted').map(([name]) => name)
    expect(granted).toEqual(['microphone'])
  })

  it('answers neither strangers nor misshapen calls', async () => {
    const { app, page } = running
    const refused = await page.evaluate(async () => {
      const { plantao } = window as unknown as {
        plantao: { console: Record<string, (...args: unknown[]) => Promise<unknown>> }
      }
      const calls: [string, unknown[]][] = [
        ['open', ['../../x']],
        ['send', [1, 2]],
        ['search', [{}]],
        ['claim', []],
      ]
      return Promise.all(
        calls.map(([name, args]) =>
          plantao.console[name]!(...args).then(
            () => 'answered',
            (error: Error) => (error.message.includes('refused') ? 'refused' : error.message),
          ),
        ),
      )
    })
    expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
    const stranger = await app.evaluate(async ({ BrowserWindow, app }) => {
      const preload = `${app.getAppPath()}/preload.cjs`
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await other.loadURL('data:text/html,x')
      const answer = await other.webContents.executeJavaScript(
        'window.plantao.console.snapshot().then(() => "answered", (error) => error.message)',
      )
      other.destroy()
      return answer as string
    })
    expect(stranger).toContain('refused')
  })

  it('notifies of a handoff, and a click on it opens the conversation', async () => {
    const { app, page } = running
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.blur())
    cloud.handOff(CALLS, 'Vocês entregam no domingo?')
    const name = cloud.conversations.get(CALLS)!.contact.name!
    await vi.waitFor(() => expect(desktop.heard.join('\n')).toContain('entregam no domingo'), soon)
    expect(desktop.heard.join('\n')).toContain(`${name} precisa de uma pessoa`)
    await desktop.ask('dunstctl', ['action', '0'])
    await page.waitForSelector('.bubble')
    await vi.waitFor(async () => expect(await page.locator('#composer').isVisible()).toBe(true), soon)
    expect(await page.getByText('Vocês entregam no domingo?').count()).toBeGreaterThan(0)
    await vi.waitFor(async () => expect(await focused()).toBe('composer'), soon)
  })

  it('puts the caret into the reply of what a click or a link opens, at once and again', async () => {
    const { app, page } = running
    const { name } = cloud.conversations.get(CALLS)!.contact
    await page.click(`[data-card="${OTHER}"]`)
    // The engine answers from another process: these letters are there before it.
    await page.keyboard.type('Oi')
    expect(await page.inputValue('#composer')).toBe('Oi')
    expect(await page.locator('.talk-who h1').textContent()).toBe(
      cloud.conversations.get(OTHER)!.contact.name,
    )
    for (let turn = 0; turn < 2; turn++) {
      await page.focus('.history, .why-body')
      await app.evaluate(
        ({ app }, link) => app.emit('second-instance', {}, [link]),
        `plantao://conversation/${CALLS}`,
      )
      await vi.waitFor(async () => expect(await focused()).toBe('composer'), soon)
      expect(await page.locator('.talk-who h1').textContent()).toBe(name)
      expect(await page.inputValue('#composer')).toBe('')
    }
    expect(cloud.acts).toEqual([])
  })

  it('queues a reply without a line and sends it once when the line is back', async () => {
    const { page } = running
    cloud.house.down = true
    cloud.dropLine()
    await page.fill('#composer', 'Entregamos, até as 12h.')
    await page.press('#composer', 'Enter')
    const sent = () =>
      cloud.messages.get(CALLS)!.filter((each) => each.text === 'Entregamos, até as 12h.').length
    await page.getByText('Entregamos, até as 12h.').first().waitFor()
    expect(sent()).toBe(0)
    cloud.house.down = false
    await vi.waitFor(() => expect(sent()).toBe(1), { ...soon, timeout: 40_000 })
    cloud.dropLine()
    await vi.waitFor(async () => expect(await page.locator('[data-card]').count()).toBeGreaterThan(0), soon)
    expect(sent()).toBe(1)
  })

  it('comes back after a restart: signed in, the same window, the linked conversation', async ({ skip }) => {
    const { app } = running
    const bounds = await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]!
      window.setBounds({ x: 60, y: 40, width: 1100, height: 700 })
      return window.getBounds()
    })
    const file = join(desktop.home, 'profile/settings.json')
    await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toContain('"width":1100'), soon)
    await app.close()
    running = await startApp(desktop, cloud.url, 'profile', [`plantao://conversation/${CALLS}`])
    const again = await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getBounds(),
    )
    expect(again).toEqual(bounds)
    if (!desktop.keyring) return skip('no keyring is installed')
    await running.page.waitForSelector('.card')
    await running.page.getByText('Vocês entregam no domingo?').first().waitFor()
  })

  // The last one: Playwright goes on waiting for a navigation that was refused.
  it('keeps the page where it is, opens no window and reaches no network', async () => {
    const { app, page } = running
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (address: string) => void opened.push(address)
    })
    const answers = await page.evaluate(async () => {
      const window2 = window.open('https://example.com/pagina')
      window.open('file:///etc/passwd')
      location.href = 'https://example.com/fora'
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      const reached = await fetch('https://example.com').then(
        () => true,
        () => false,
      )
      return { opened: window2 !== null, injected: 'injected' in window, reached }
    })
    expect(answers).toEqual({ opened: false, injected: false, reached: false })
    await vi.waitFor(async () => {
      const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
      expect(opened).toEqual(['https://example.com/pagina', 'https://example.com/fora'])
    }, soon)
    expect(page.url()).toBe('app://console/index.html')
    expect(app.windows()).toHaveLength(1)
  })
})
