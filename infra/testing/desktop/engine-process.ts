import { join } from 'node:path'
import type { Cache } from '../../../desktop/src/engine/cache.port.ts'
import { cachesIn } from '../../../desktop/src/main/caches.ts'
import { deviceFile } from '../../../desktop/src/main/device-file.ts'
import { startEngine } from '../../../desktop/src/main/engine.ts'
import { createJournal } from '../../../desktop/src/main/journal.ts'
import { tokenVault } from '../../../desktop/src/main/token-vault.ts'
import type { Asked } from './engine-host.ts'
import { OPEN_KEYRING } from './filled-cache.ts'

// The desktop's engine on its SQLite cache as a process of its own, without Electron: whoever forks it may end it at
// any instant. Arguments: the cloud's address, the folder of vault and caches.

const [cloudUrl = '', folder = ''] = process.argv.slice(2)

const caches = cachesIn({ kind: 'sqlite', folder, keyring: OPEN_KEYRING, journal: createJournal(Date.now) })
let cache: Cache | null = null

const { console: engine } = startEngine({
  cloudUrl,
  language: () => 'pt-BR',
  cache: async (memberId) => {
    cache = await caches(memberId)
    return cache
  },
  vault: tokenVault(join(folder, 'session.bin'), OPEN_KEYRING, cloudUrl),
  device: deviceFile(join(folder, 'device.bin'), OPEN_KEYRING, cloudUrl),
})

const commands: Record<string, (...args: never[]) => unknown> = {
  ...engine,
  /** What is on the disk of one conversation. */
  cached: (id: string) => cache?.thread(id),
  /** The cursor on the disk. */
  cursor: async () => (await cache?.load())?.cursor,
  rss: () => process.memoryUsage().rss,
}

engine.onChange(() => {
  if (first.told || !cache) return
  first.told = true
  process.send?.({ opened: performance.timeOrigin + performance.now() })
})
const first = { told: false }

process.on('message', async ({ id, name, args }: Asked) => {
  const value = await (commands[name] as (...args: unknown[]) => unknown)(...args)
  // A parent that is gone hears nothing.
  process.send?.({ id, value }, () => {})
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
