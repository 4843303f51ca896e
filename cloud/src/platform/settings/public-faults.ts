import { hostOf, isLoopback } from './addresses.ts'
import type { Fault, Settings } from './faults.ts'
import { passwordOf, weaknessOf } from './secret-strength.ts'
import { FROM_STRIPE, vendorFaults } from './vendor-faults.ts'

const MAKE_ONE = 'Make one with: openssl rand -base64 32'

/** What each of our secrets must be, and what a vendor puts before it. */
const SECRETS: { setting: string; least: number; different: number; start?: string; advice: string }[] = [
  { setting: 'JWT_SECRET', least: 32, different: 10, advice: MAKE_ONE },
  { setting: 'ERASURE_SECRET', least: 32, different: 10, advice: MAKE_ONE },
  {
    setting: 'EVOLUTION_API_KEY',
    least: 16,
    different: 6,
    advice: `${MAKE_ONE}, and give it to Evolution too.`,
  },
  { setting: 'STRIPE_WEBHOOK_SECRET', least: 16, different: 6, start: 'whsec_', advice: FROM_STRIPE },
  {
    setting: 'S3_SECRET_ACCESS_KEY',
    least: 16,
    different: 6,
    advice: 'Take it from the provider of the bucket.',
  },
]

/** Whether people from outside come to this address; then nothing may be weak. */
export function isPublicAddress(publicUrl: string | undefined): boolean {
  const host = hostOf(publicUrl ?? '')
  return host !== null && !isLoopback(host)
}

/** Everything that is too weak, or not there, for a public address. Pure; names every fault at once. */
export function publicFaults(given: Settings): Fault[] {
  return [
    ...address(given),
    ...sandbox(given),
    ...SECRETS.flatMap((secret) => weakSecret(given, secret)),
    ...twice(given),
    ...database(given),
    ...redis(given),
    ...vendorFaults(given),
  ]
}

function address({ PUBLIC_URL: url = '' }: Settings): Fault[] {
  if (url.startsWith('https://')) return []
  return [
    {
      setting: 'PUBLIC_URL',
      said: 'is not encrypted: passwords and sessions would travel in the open',
      advice: 'Set it to the https address of the site.',
    },
  ]
}

function sandbox({ SANDBOX_PLAYS: played }: Settings): Fault[] {
  if (!played) return []
  const advice = 'Set up what the sandbox stands in for.'
  return [
    {
      setting: 'PUBLIC_URL',
      said: `is public, but the sandbox plays ${played}: no customer’s message would ever be answered`,
      advice,
    },
  ]
}

function weakSecret(
  given: Settings,
  { setting, start = '', advice, ...strength }: (typeof SECRETS)[number],
): Fault[] {
  const secret = given[setting]
  if (!secret) return []
  if (!secret.startsWith(start)) return [{ setting, said: `does not begin with ${start}`, advice }]
  const said = weaknessOf(secret.slice(start.length), strength)
  return said ? [{ setting, said, advice }] : []
}

/** One secret in two places: who learns it in one holds the other too. */
function twice(given: Settings): Fault[] {
  const seen = new Map<string, string>()
  const faults: Fault[] = []
  for (const { setting } of SECRETS) {
    const secret = given[setting]
    const other = secret && seen.get(secret)
    if (other) faults.push({ setting, said: `is the same as ${other}`, advice: 'Give each its own.' })
    if (secret) seen.set(secret, setting)
  }
  return faults
}

function database({ DATABASE_URL: url }: Settings): Fault[] {
  if (!url) return []
  const advice = 'Correct it: postgres://role:password@host:5432/database'
  if (!URL.canParse(url)) return [{ setting: 'DATABASE_URL', said: 'is no address', advice }]
  return password('DATABASE_URL', url, 'Give the role a random password: alter role … password …')
}

function redis({ REDIS_URL: url }: Settings): Fault[] {
  if (!url) return []
  const advice = 'Correct it: redis://:password@host:6379'
  if (!URL.canParse(url)) return [{ setting: 'REDIS_URL', said: 'is no address', advice }]
  return password('REDIS_URL', url, 'Set requirepass at Redis, and the password here.')
}

/** A server on this machine, or behind a file of it, may know us otherwise. */
function password(setting: string, url: string, advice: string): Fault[] {
  const secret = passwordOf(url)
  const host = hostOf(url)
  if (!secret) return host && !isLoopback(host) ? [{ setting, said: 'has no password', advice }] : []
  const said = weaknessOf(secret, { least: 12, different: 6 })
  return said ? [{ setting, said: `holds a password that ${said}`, advice }] : []
}
