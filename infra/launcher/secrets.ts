import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Made once for a DATA_DIR; sign-ins and paired numbers stay valid over restarts because these do. */
export interface Secrets {
  jwtSecret: string
  evolutionApiKey: string
  stripeWebhookSecret: string
}

/** Reads the secrets of a DATA_DIR, makes what is missing and keeps it in secrets.json (0600). */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  await mkdir(dataDir, { recursive: true })
  const path = join(dataDir, 'secrets.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  const known = JSON.parse(text) as Partial<Secrets>
  const secrets: Secrets = {
    jwtSecret: known.jwtSecret ?? secret(48),
    evolutionApiKey: known.evolutionApiKey ?? secret(24),
    stripeWebhookSecret: known.stripeWebhookSecret ?? `whsec_${secret(24)}`,
  }
  if (Object.keys(known).length < Object.keys(secrets).length) {
    const draft = `${path}.${process.pid}`
    await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    await rename(draft, path)
  }
  return secrets
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
