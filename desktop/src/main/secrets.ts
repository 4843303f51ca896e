import { safeStorage } from 'electron'
import type { Keyring } from './secret-file.ts'

/**
 * The system's keyring through `safeStorage`, or null where there is none. Linux without a keyring offers encryption
 * with a password everybody knows; that counts as none.
 */
export function systemKeyring(): Keyring | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (content) => safeStorage.decryptString(content),
  }
}
