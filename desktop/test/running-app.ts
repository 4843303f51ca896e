import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { LinuxDesktop } from './linux-desktop.ts'

/** Starts the built application on this desktop; `profile` names its data folder, so that it can be started again. */
export async function startApp(
  desktop: LinuxDesktop,
  cloudUrl: string,
  profile: string,
  words: string[] = [],
) {
  const store = desktop.keyring ? 'gnome-libsecret' : 'basic'
  const app = await _electron.launch({
    executablePath: desktop.electron,
    cwd: desktop.home,
    chromiumSandbox: true,
    env: { ...desktop.env, PLANTAO_CLOUD_URL: cloudUrl },
    args: [
      // Chooses the adapter of the cache: the SQLite library needs a newer Electron than the one tests may get.
      '--cache=memory',
      `--user-data-dir=${join(desktop.home, profile)}`,
      `--password-store=${store}`,
      '--disable-gpu',
      ...words,
    ],
  })
  const page = await app.firstWindow()
  return { app, page }
}
export type RunningApp = Awaited<ReturnType<typeof startApp>>
