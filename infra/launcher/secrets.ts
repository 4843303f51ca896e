import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { explainWrite, readKept, writeKept } from '../postgres/kept-file.ts'

/** Made once for a DATA_DIR; sign-ins and paired numbers stay valid over restarts because these do. */
export interface Secrets {
  jwtSecret: string
  evolutionApiKey: string
  stripeWebhookSecret: string
}

const NAMES = ['jwtSecret', 'evolutionApiKey', 'stripeWebhookSecret'] as const

/**
 * Reads the secrets of a DATA_DIR, makes what is missing and keeps it in secrets.json (0600). Throws, and changes
 * nothing, when the file is there but cannot be read or understood.
 */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw explainWrite(dataDir, error) ?? error
  })
  const path = join(dataDir, 'secrets.json')
  const known = await readKept(path, isSome, {
    en: 'Put it back from a backup. Without one, move it away and start again: everybody signs in anew and numbers are paired anew, conversations stay.',
    pt: 'Recupere-o de um backup. Sem backup, tire-o do lugar e comece de novo: todos entram outra vez e os números são conectados outra vez; as conversas ficam.',
  })
  const secrets: Secrets = {
    jwtSecret: known?.jwtSecret ?? secret(48),
    evolutionApiKey: known?.evolutionApiKey ?? secret(24),
    stripeWebhookSecret: known?.stripeWebhookSecret ?? `whsec_${secret(24)}`,
  }
  if (!NAMES.every((name) => known?.[name])) await writeKept(path, { ...known, ...secrets })
  return secrets
}

/** Some or all of the secrets: an older version may have written fewer. */
function isSome(content: unknown): content is Partial<Secrets> {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return false
  const fields = content as Record<string, unknown>
  return NAMES.every((name) => !(name in fields) || (typeof fields[name] === 'string' && fields[name] !== ''))
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
