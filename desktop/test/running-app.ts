import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { _electron, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type FakeCloud, startFakeCloud } from './fake-cloud.ts'
import { type LinuxDesktop, startLinuxDesktop } from './linux-desktop.ts'

/** A machine where others work too may take this long for a start or a screen, in milliseconds. */
const PATIENCE = 90_000

/** What is said to the application at every start; `profile` names its data folder. */
function wordsFor(desktop: LinuxDesktop, profile: string, words: string[]): string[] {
  return [
    // Chooses the adapter of the cache: the SQLite library needs a newer Electron than the one tests may get.
    '--cache=memory',
    `--user-data-dir=${join(desktop.home, profile)}`,
    `--password-store=${desktop.keyring ? 'gnome-libsecret' : 'basic'}`,
    '--disable-gpu',
    '--lang=pt-BR',
    ...words,
  ]
}

/** Starts the built application on this desktop; with the same `profile` it is the same person's, started again. */
export async function startApp(
  desktop: LinuxDesktop,
  cloudUrl: string,
  profile: string,
  words: string[] = [],
) {
  const app = await _electron.launch({
    executablePath: desktop.electron,
    cwd: desktop.home,
    chromiumSandbox: true,
    env: { ...desktop.env, PLANTAO_CLOUD_URL: cloudUrl },
    args: wordsFor(desktop, profile, words),
    timeout: PATIENCE,
  })
  const page = await app.firstWindow({ timeout: PATIENCE })
  page.setDefaultTimeout(PATIENCE)
  return { app, page }
}
export type RunningApp = Awaited<ReturnType<typeof startApp>>

/** Signs Ana in, where nobody is signed in yet, and waits for her inbox, or for what else stands there. */
export async function signIn(page: Page, there = '.card'): Promise<void> {
  await page.waitForSelector(`#email, ${there}`)
  if ((await page.locator('#email').count()) === 0) return
  await page.fill('#email', 'ana@padaria.example')
  await page.fill('#password', 'padaria-demo')
  await page.keyboard.press('Enter')
  await page.waitForSelector(there)
}

/** For the tests of one file: a desktop, a cloud in memory, and the application built and running, Ana signed in. */
export function appJourney(dist: string, count = 40) {
  let desktop: LinuxDesktop
  let cloud: FakeCloud
  let running: RunningApp
  beforeAll(async () => {
    desktop = await startLinuxDesktop(dist)
    cloud = await startFakeCloud({ root: '/nowhere', count })
    running = await startApp(desktop, cloud.url, 'profile')
    await signIn(running.page)
  })
  afterAll(async () => {
    await running?.app.close()
    await cloud?.stop()
    await desktop?.stop()
  })

  return {
    get desktop() {
      return desktop
    },
    get cloud() {
      return cloud
    },
    get app() {
      return running.app
    },
    get page() {
      return running.page
    },
    /** Ends the application and starts it again; with `false` it is left to whoever asks what shows then. */
    restart: async (untilInbox = true) => {
      await running.app.close()
      desktop.tray.forget()
      running = await startApp(desktop, cloud.url, 'profile')
      if (untilInbox) await signIn(running.page)
    },
    /** A second start by the same person, as a click on a link causes one; resolves when that start ended. */
    startAgain: (words: string[]) =>
      promisify(execFile)(desktop.electron, wordsFor(desktop, 'profile', words), {
        cwd: desktop.home,
        env: { ...desktop.env, PLANTAO_CLOUD_URL: cloud.url },
      }),
  }
}
