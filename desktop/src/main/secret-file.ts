import { rmSync } from 'node:fs'
import { readIfThere, replaceFile } from './files.ts'

/** Encrypts with a key that the system keeps for this person. */
export type Keyring = { encrypt(text: string): Buffer; decrypt(content: Buffer): string }

/** One secret in one file, encrypted by the keyring. What cannot be decrypted any more counts as absent. */
export function secretFile(path: string, keyring: Keyring) {
  return {
    read: (): string | null => {
      const content = readIfThere(path)
      if (!content) return null
      try {
        return keyring.decrypt(content)
      } catch {
        return null
      }
    },
    write: (text: string) => replaceFile(path, keyring.encrypt(text)),
    remove: () => rmSync(path, { force: true }),
  }
}
