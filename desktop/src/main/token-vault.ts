import { Me } from '@plantao/shared/accounts'
import { z } from 'zod'
import type { Kept, Vault } from '../engine/ports.ts'
import { originFile } from './origin-file.ts'
import type { Keyring } from './secret-file.ts'

const OnDisk = z.object({ refreshToken: z.string().min(1), me: Me })

/**
 * Keeps the refresh token in the main process, encrypted by the system's keyring and tied to the cloud that gave it. Without
 * a keyring it lives in memory only: the person signs in again after a restart, and the settings say so.
 * @param origin of the cloud that is talked to
 */
export function tokenVault(
  path: string,
  keyring: Keyring | null,
  origin: string,
): Vault & { kept: 'kept' | 'forgotten' } {
  if (!keyring) {
    let inMemory: Kept | null = null
    return {
      kept: 'forgotten',
      load: async () => inMemory,
      save: async (kept) => {
        inMemory = kept
      },
      clear: async () => {
        inMemory = null
      },
    }
  }
  const file = originFile(path, keyring, origin)
  return {
    kept: 'kept',
    load: async () => {
      const read = OnDisk.safeParse(JSON.parse(file.read() ?? 'null'))
      return read.success ? read.data : null
    },
    save: async (kept) => file.write(JSON.stringify(kept)),
    clear: async () => file.remove(),
  }
}
