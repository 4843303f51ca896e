import { z } from 'zod'
import { type Keyring, secretFile } from './secret-file.ts'

const OnDisk = z.object({ origin: z.string(), secret: z.string() })

/**
 * What one cloud gave this machine to be known by, in one file, encrypted by the keyring. Asked for another cloud's, there
 * is nothing: it must never be sent to anybody but who gave it.
 * @param origin of the cloud that is talked to, `https://plantao.example`
 */
export function originFile(path: string, keyring: Keyring, origin: string) {
  const file = secretFile(path, keyring)
  const kept = () => {
    const read = OnDisk.safeParse(parsed(file.read()))
    return read.success ? read.data : null
  }
  return {
    read: (): string | null => {
      const found = kept()
      return found?.origin === origin ? found.secret : null
    },
    write: (secret: string) => file.write(JSON.stringify({ origin, secret })),
    /** Another cloud's stays: it is not ours to end. */
    remove: () => {
      const found = kept()
      if (!found || found.origin === origin) file.remove()
    },
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
