import { readEnvironment } from '../platform/environment.ts'
import { asError } from '../platform/errors.ts'
import { withSecretFiles } from '../platform/secret-files.ts'
import type { Finding } from './report.ts'

export type Variables = Record<string, string | undefined>

/** Secrets that must be long enough not to be guessed, in characters. */
const SHORTEST_SECRET = 24
const SECRETS = ['JWT_SECRET', 'ERASURE_SECRET', 'EVOLUTION_API_KEY', 'STRIPE_WEBHOOK_SECRET']

/** Looks at the variables alone: complete, strong, and fit for a public address. Asks nobody. */
export function checkSettings(given: Variables): Finding[] {
  let variables: Variables
  try {
    variables = withSecretFiles(given)
  } catch (error) {
    return [
      {
        name: 'settings',
        state: 'fault',
        said: asError(error).message,
        advice: 'Mount the secret, or correct the path.',
      },
    ]
  }
  return [complete(variables), ...publicAddress(variables), ...weakSecrets(variables), backups(variables)]
}

function complete(variables: Variables): Finding {
  try {
    readEnvironment(variables)
    return { name: 'settings', state: 'ok', said: 'complete' }
  } catch (error) {
    const said = asError(error).message.replace(/\s*\n\s*/g, '; ')
    return {
      name: 'settings',
      state: 'fault',
      said,
      advice: 'See .env.example for what each variable means.',
    }
  }
}

function publicAddress({ PUBLIC_URL }: Variables): Finding[] {
  if (!PUBLIC_URL || !URL.canParse(PUBLIC_URL)) return []
  const { protocol, hostname } = new URL(PUBLIC_URL)
  const local = hostname === 'localhost' || hostname.startsWith('127.')
  if (protocol === 'https:' || local) return [{ name: 'public address', state: 'ok', said: PUBLIC_URL }]
  return [
    {
      name: 'public address',
      state: 'fault',
      said: `${PUBLIC_URL} is not encrypted`,
      advice: 'Passwords would travel in the open: set PUBLIC_URL to an https address.',
    },
  ]
}

function weakSecrets(variables: Variables): Finding[] {
  return SECRETS.flatMap((name): Finding[] => {
    const secret = variables[name]
    if (!secret) return []
    if (secret.length >= SHORTEST_SECRET) return [{ name, state: 'ok', said: 'set' }]
    return [
      {
        name,
        state: 'warning',
        said: `only ${secret.length} characters`,
        advice: 'Make one with: openssl rand -base64 32',
      },
    ]
  })
}

function backups({ BACKUP_RECIPIENT }: Variables): Finding {
  if (BACKUP_RECIPIENT?.startsWith('age1'))
    return { name: 'backups', state: 'ok', said: 'encrypted for a key' }
  return {
    name: 'backups',
    state: 'warning',
    said: BACKUP_RECIPIENT ? 'BACKUP_RECIPIENT is no age recipient' : 'not set up',
    advice:
      'Run `plantao backup-key`, keep the key away from this machine, set BACKUP_RECIPIENT to the public half.',
  }
}
