import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { UpdateState } from '../ipc/console-api.ts'
import type { DesktopSettings } from '../ipc/settings.ts'
import type { Journal } from './journal.ts'

/** How often a running console looks for a new version, in milliseconds. */
const EVERY = 4 * 3600_000

type Deps = {
  channel: () => DesktopSettings['channel']
  journal: Journal
  show: (state: UpdateState) => void
}

/**
 * Updates through electron-updater. Which share of machines takes a release first is decided by `stagingPercentage` in
 * the release's own file; `beta` machines take what is being tried.
 */
export function followUpdates({ channel, journal, show }: Deps) {
  // Only an installer brings the address it was released at.
  const supported = app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'))
  let state: UpdateState = { phase: supported ? 'none' : 'unsupported' }
  const become = (next: UpdateState) => {
    state = next
    show(next)
  }

  async function updater() {
    const { autoUpdater } = await import('electron-updater')
    autoUpdater.removeAllListeners()
    autoUpdater.channel = channel()
    autoUpdater.allowDowngrade = false
    autoUpdater.on('checking-for-update', () => become({ phase: 'checking' }))
    autoUpdater.on('update-not-available', () => become({ phase: 'none' }))
    autoUpdater.on('download-progress', ({ percent }) =>
      become({ phase: 'downloading', share: percent / 100 }),
    )
    autoUpdater.on('update-downloaded', ({ version }) => become({ phase: 'ready', version }))
    autoUpdater.on('error', () => {
      journal.note('update.failed')
      become({ phase: 'failed' })
    })
    return autoUpdater
  }

  async function check(): Promise<void> {
    if (!supported || state.phase === 'downloading' || state.phase === 'ready') return
    // A failure is already told by the error event.
    await (await updater()).checkForUpdates().catch(() => null)
  }

  if (supported) {
    void check()
    setInterval(() => void check(), EVERY)
  }
  return {
    state: () => state,
    check,
    install: async () => {
      if (state.phase === 'ready') (await updater()).quitAndInstall()
    },
  }
}
