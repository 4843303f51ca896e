import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fusesFor } from '../packaging/fuses.ts'
import type { ConsoleApi } from '../src/ipc/console-api.ts'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { inElectron } from './in-electron.ts'
import { type LinuxDesktop, startLinuxDesktop } from './linux-desktop.ts'
import { startUpdateFeed, type UpdateFeed } from './update-feed.ts'

const DESKTOP = join(import.meta.dirname, '..')
const PACKED = join(DESKTOP, 'dist/installers/linux-unpacked')
const NATIVE = 'app.asar.unpacked/node_modules/better-sqlite3-multiple-ciphers'
const soon = { timeout: 30_000, interval: 100 }

inElectron('the console as an installer lays it down', (dist) => {
  let desktop: LinuxDesktop
  let cloud: FakeCloud
  let program: ChildProcess | undefined
  /** The desktop's folder for settings; the console keeps its own below. */
  let config: string
  /** Another cloud, which the variables of every start name; an installed console must not ask it for anything. */
  let trap: Server
  let trapped = 0

  beforeAll(async () => {
    cloud = await startFakeCloud({ root: '/nowhere', count: 20 })
    // An installer is made for one cloud.
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, PLANTAO_CLOUD_URL: cloud.url }
    const run = (file: string, ...words: string[]) =>
      promisify(execFile)(process.execPath, [join(DESKTOP, file), ...words], { env })
    await run('build-app.ts')
    await run('packaging/pack.ts', '--dir', '--linux')
    desktop = await startLinuxDesktop(PACKED, true)
    config = join(desktop.home, 'settings-of-the-desktop')
    trap = createServer((_request, reply) => {
      trapped++
      reply.end()
    })
    await new Promise<void>((listening) => trap.listen(0, '127.0.0.1', listening))
  })
  afterAll(async () => {
    if (program?.exitCode === null && program.signalCode === null) {
      const gone = new Promise((done) => program?.once('exit', done))
      program.kill('SIGKILL')
      await gone
    }
    await desktop?.stop()
    await cloud?.stop()
    trap?.close()
  })

  it('has the fuses that keep it from being anything but the console', async () => {
    const wire = (await getCurrentFuseWire(join(PACKED, 'plantao'))) as Record<number, FuseState>
    const states = Object.entries(fusesFor('linux')).map(([fuse]) => [
      FuseV1Options[Number(fuse)],
      wire[Number(fuse)] === FuseState.ENABLE,
    ])
    expect(Object.fromEntries(states)).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      // Linux's Electron cannot check its archive.
      EnableEmbeddedAsarIntegrityValidation: false,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
    expect(fusesFor('win32')[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true)
  })

  it('is one archive, beside it only this system’s binary of the SQLite library', async () => {
    const resources = join(PACKED, 'resources')
    expect((await readdir(resources)).sort()).toEqual(['app-update.yml', 'app.asar', 'app.asar.unpacked'])
    expect(await readdir(join(resources, NATIVE))).toEqual(['prebuilds'])
    const binary = `linux-${process.arch}.node`
    expect(await readdir(join(resources, NATIVE, 'prebuilds'))).toEqual([binary])
    // Node-API: the file that runs in Electron loads in plain Node too.
    const held = { exports: {} }
    process.dlopen(held, join(resources, NATIVE, 'prebuilds', binary))
    expect(held.exports).toHaveProperty('Database')
    expect(await readFile(join(resources, 'app-update.yml'), 'utf8')).toMatch(
      /provider: generic\nurl: http.*\/updates/,
    )
  })

  const own = () => [
    '--cache=memory',
    '--disable-gpu',
    '--lang=pt-BR',
    `--password-store=${desktop.keyring ? 'gnome-libsecret' : 'basic'}`,
  ]
  function begin(file: string, words: string[], more: Record<string, string> = {}) {
    const elsewhere = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
    const env = { ...desktop.env, PLANTAO_CLOUD_URL: elsewhere, XDG_CONFIG_HOME: config, ...more }
    const born = spawn(file, words, { env, cwd: desktop.home, stdio: ['ignore', 'ignore', 'pipe'] })
    const gone = new Promise<number | null>((done) => born.once('exit', done))
    const said = { text: '' }
    born.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said.text += text
    })
    program = born
    return { gone, said, kill: () => born.kill('SIGKILL') }
  }

  it.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--js-flags=--x',
    '--log-net-log=/tmp/plantao-net-log',
    '--ssl-key-log-file=/tmp/plantao-keys',
    '--user-data-dir=/tmp/plantao-elsewhere',
    '--proxy-server=127.0.0.1:9',
    '--ignore-certificate-errors',
  ])('does not start with %s', async (word) => {
    const { gone, said, kill } = begin(desktop.electron, [...own(), word])
    const patience = setTimeout(kill, 60_000)
    expect(await gone).toBe(1)
    clearTimeout(patience)
    expect(said.text).toContain(`does not start with ${word.split('=')[0]}\n`)
    expect(said.text).not.toMatch(/(DevTools|Debugger) listening/)
  })

  it('says why it does not open without a sandbox, and opens no page', async () => {
    const { gone, said, kill } = begin(desktop.electron, [...own(), '--no-sandbox'])
    await vi.waitFor(() => expect(said.text).toContain('does not start with --no-sandbox'), soon)
    // The box waits for the person; behind it there is no page.
    const ours = (await desktop.ask('ps', ['-eo', 'args']))
      .split('\n')
      .filter((line) => line.startsWith(desktop.copy))
    expect(ours.length).toBeGreaterThan(0)
    expect(ours.filter((line) => line.includes('--type=renderer'))).toEqual([])
    kill()
    await gone
    const both = begin(desktop.electron, [...own(), '--no-sandbox', '--remote-debugging-port=0'])
    expect(await both.gone).toBe(1)
    expect(both.said.text).not.toContain('DevTools listening')
  })

  it('runs its archive: starts, takes no debugger of Node, and signs in', async () => {
    const reach = ['--inspect=0', '--remote-debugging-port=0']
    const { said, gone, kill } = begin(await desktop.asElectron(), [...own(), ...reach], {
      PLANTAO_CLOUD_URL: cloud.url,
    })
    // The page's own tools are Chromium's; it says where they listen. Node's would say "Debugger listening".
    const address = await vi.waitFor(() => {
      const line = /DevTools listening on (ws:\S+)/.exec(said.text)?.[1]
      expect(line).toBeDefined()
      return line!
    }, soon)
    const browser = await chromium.connectOverCDP(address)
    const page = await vi.waitFor(() => {
      const there = browser.contexts()[0]?.pages()[0]
      expect(there).toBeDefined()
      return there!
    }, soon)
    expect(page.url()).toBe('app://console/index.html')
    await page.fill('#email', 'ana@padaria.example')
    await page.fill('#password', 'padaria-demo')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card')
    expect(said.text).not.toContain('Debugger listening')
    await vi.waitFor(async () => expect(await desktop.tray.tip()).toBe('Plantão: 4 esperando'), soon)
    // A machine that tries what comes next, from here on.
    await page.evaluate(() =>
      (window as unknown as { plantao: ConsoleApi }).plantao.shell.changeSettings({ channel: 'beta' }),
    )
    await browser.close()
    kill()
    await gone
  })

  describe('on duty', () => {
    let running: ReturnType<typeof begin>
    let feed: UpdateFeed
    let image: string

    beforeAll(async () => {
      feed = await startUpdateFeed('beta')
      image = join(desktop.home, 'Plantao.AppImage')
      await writeFile(image, 'what is installed')
      const place = join(desktop.copy, 'resources/app-update.yml')
      // A link to the packed one: writing into it would change that too.
      await rm(place)
      await writeFile(place, `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: plantao-updater\n`)
      await desktop.owns(image, place)
      desktop.tray.forget()
      running = begin(desktop.electron, own(), { APPIMAGE: image })
    })
    afterAll(() => feed?.stop())

    it('comes back signed in, its refresh token opened by the keyring', async ({ skip }) => {
      await vi.waitFor(async () => expect(await desktop.tray.tip()).toMatch(/^Plantão: /), soon)
      if (!desktop.keyring) return skip('no keyring is installed')
      await vi.waitFor(async () => expect(await desktop.tray.tip()).toBe('Plantão: 4 esperando'), soon)
    })

    it('asks the cloud of its installer alone, whatever its variables say', () => {
      expect(trapped).toBe(0)
    })

    it('starts with the computer when told so in the tray, and no longer when told otherwise', async () => {
      const entry = join(config, 'autostart/plantao.desktop')
      await expect(readFile(entry)).rejects.toThrow('ENOENT')
      await desktop.tray.choose('Abrir com o computador')
      await vi.waitFor(async () => {
        const words = await readFile(entry, 'utf8')
        expect(words).toContain('[Desktop Entry]\nType=Application\nName=Plantão\n')
        expect(words).toContain(`Exec="${image}" --hidden\n`)
      }, soon)
      const [ticked] = (await desktop.tray.entries()).filter(
        ({ label }) => label === 'Abrir com o computador',
      )
      expect(ticked?.checked).toBe(true)
      await desktop.tray.choose('Abrir com o computador')
      await vi.waitFor(() => expect(readFile(entry)).rejects.toThrow('ENOENT'), soon)
    })

    it('fetches a newer version from the feed of its channel and keeps it for later: what runs is not touched', async () => {
      await vi.waitFor(async () => {
        expect(feed.asked).toContain('/beta-linux.yml')
        expect(feed.asked).toContain(`/${feed.file}`)
        const kept = join(desktop.home, '.cache/plantao-updater/pending', feed.file)
        expect(await readFile(kept, 'utf8')).toBe(feed.image)
      }, soon)
      expect(await readFile(image, 'utf8')).toBe('what is installed')
    })

    it('installs it when the person quits', async () => {
      await desktop.tray.choose('Sair')
      expect(await running.gone).toBe(0)
      await vi.waitFor(async () => expect(await readFile(image, 'utf8')).toBe(feed.image), soon)
    })
  })
})
