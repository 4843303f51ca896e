import type { DeviceKeeper } from '../engine/ports.ts'
import { type Keyring, secretFile } from './secret-file.ts'

/** Keeps what this machine is known by, encrypted by the system's keyring; without a keyring for as long as the app runs. */
export function deviceFile(path: string, keyring: Keyring | null): DeviceKeeper {
  if (!keyring) {
    let inMemory: string | null = null
    return {
      load: async () => inMemory,
      save: async (device) => {
        inMemory = device
      },
    }
  }
  const file = secretFile(path, keyring)
  return { load: async () => file.read(), save: async (device) => file.write(device) }
}
