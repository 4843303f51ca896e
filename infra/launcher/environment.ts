import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Told, type Words } from '../language/told.ts'

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface LauncherEnvironment {
  /** Port and address of the cloud. */
  port: number
  host: string
  sandboxPort: number
  /** Absolute folder of everything that is kept between starts. */
  dataDir: string
  /** Where browsers find the cloud, without a slash at the end. */
  publicUrl: string
  /** Every variable as given, for the children. */
  given: Readonly<Record<string, string>>
}

/** A setting that cannot be used; the message says which and is shown without a stack. */
export class SettingError extends Told {
  constructor(words: Words | string) {
    super(typeof words === 'string' ? { en: words, pt: words } : words)
  }
}

/** Reads what `npm start` is told, from the process and a `.env` file beside package.json (the process wins). */
export function readLauncherEnvironment(): LauncherEnvironment {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  // Compose files and shells pass empty strings for "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value)) as Record<
    string,
    string
  >
  const host = given.HOST ?? '127.0.0.1'
  const port = portOf(given, 'PORT', 8000)
  const sandboxPort = portOf(given, 'SANDBOX_PORT', 8001)
  if (port === sandboxPort)
    throw new SettingError({
      en: `PORT and SANDBOX_PORT are both ${port}; they must differ.`,
      pt: `PORT e SANDBOX_PORT são ambas ${port}; precisam ser diferentes.`,
    })
  return {
    port,
    host,
    sandboxPort,
    dataDir: resolve(ROOT, given.DATA_DIR ?? '.data'),
    publicUrl: (given.PUBLIC_URL ?? `http://${reachable(host)}:${port}`).replace(/\/$/, ''),
    given,
  }
}

/** An address one can connect to, for an address one listens on. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function portOf(given: Record<string, string>, name: string, standard: number): number {
  const port = Number(given[name] ?? standard)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new SettingError({
    en: `${name} is "${given[name]}"; it must be a port number from 1 to 65535.`,
    pt: `${name} é "${given[name]}"; precisa ser um número de porta de 1 a 65535.`,
  })
}
