import type { DeviceKeeper } from '../engine/ports.ts'
import { originFile } from './origin-file.ts'
import type { Keyring } from './secret-file.ts'

/**
 * Keeps what this machine is known by to one cloud, encrypted by the system's keyring; without a keyring for as long as the
 * app runs.
 */
export function deviceFile(path: string, keyring: Keyring | null, origin: string): DeviceKeeper {
  if (!keyring) {
    let inMemory: string | null = null
    return {
      load: async () => inMemory,
      save: async (device) => {
        inMemory = device
      },
    }
  }
  const file = originFile(path, keyring, origin)
  return { load: async () => file.read(), save: async (device) => file.write(device) }
}
