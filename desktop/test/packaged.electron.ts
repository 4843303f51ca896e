import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fusesFor } from '../packaging/fuses.ts'
import { findElectron } from './electron-dist.ts'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { type LinuxDesktop, startLinuxDesktop } from './linux-desktop.ts'

const found = await findElectron()
if ('why' in found) console.log(`SKIPPED the packaged console: ${found.why}`)

const DESKTOP = join(import.meta.dirname, '..')
const PACKED = join(DESKTOP, 'dist/installers/linux-unpacked')
const NATIVE = 'app.asar.unpacked/node_modules/better-sqlite3-multiple-ciphers'
const soon = { timeout: 30_000, interval: 100 }

describe.skipIf('why' in found)('the console as an installer lays it down', () => {
  let desktop: LinuxDesktop
  let cloud: FakeCloud
  let browser: Browser
  let program: ChildProcess | undefined

  beforeAll(async () => {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: 'dist' in found ? found.dist : '' }
    const run = (file: string, ...words: string[]) =>
      promisify(execFile)(process.execPath, [join(DESKTOP, file), ...words], { env })
    await run('build-app.ts')
    await run('packaging/pack.ts', '--dir', '--linux')
    desktop = await startLinuxDesktop(PACKED, true)
    cloud = await startFakeCloud({ root: '/nowhere', count: 20 })
  })
  afterAll(async () => {
    await browser?.close()
    if (program?.exitCode === null) {
      const gone = new Promise((done) => program?.once('exit', done))
      program.kill('SIGKILL')
      await gone
    }
    await desktop?.stop()
    await cloud?.stop()
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

  it('starts, takes no debugger of Node, and signs in', async () => {
    const profile = join(desktop.home, 'packaged')
    const store = desktop.keyring ? 'gnome-libsecret' : 'basic'
    const words = ['--inspect=0', '--cache=memory', '--disable-gpu', `--password-store=${store}`]
    const reach = [`--user-data-dir=${profile}`, '--remote-debugging-port=0']
    program = spawn(desktop.electron, [...words, ...reach], {
      env: { ...desktop.env, PLANTAO_CLOUD_URL: cloud.url },
      cwd: desktop.home,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    program.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    // The page's own tools are Chromium's; it says where they listen. Node's would say "Debugger listening".
    const address = await vi.waitFor(() => {
      const line = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      expect(line).toBeDefined()
      return line!
    }, soon)
    browser = await chromium.connectOverCDP(address)
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
    expect(said).not.toContain('Debugger listening')
  })
})
