import { hostOf, isInner, isLoopback } from './addresses.ts'
import type { Fault, Settings } from './faults.ts'
import { passwordOf, weaknessOf } from './secret-strength.ts'

export const FROM_STRIPE = 'Take it from Stripe, Developers → Webhooks.'

/** Vendors that the cloud calls, with a secret in the call. */
const VENDORS = ['EVOLUTION_API_URL', 'OPENAI_BASE_URL', 'S3_ENDPOINT', 'WEBHOOK_URL']

/** What is wrong with the vendors' settings on a public address. Pure. */
export function vendorFaults(given: Settings): Fault[] {
  return [...vendors(given), ...models(given), ...payments(given), ...mail(given)]
}

function vendors(given: Settings): Fault[] {
  return VENDORS.flatMap((setting) => {
    const url = given[setting]
    const host = hostOf(url ?? '')
    if (!url || !host) return []
    if (isLoopback(host) && setting !== 'WEBHOOK_URL')
      return [
        {
          setting,
          said: 'is this machine’s loopback, where the sandbox plays vendors',
          advice:
            'Set the vendor’s address; for one on this machine its name or address in the inner network.',
        },
      ]
    if (new URL(url).protocol === 'https:' || isInner(host)) return []
    return [
      {
        setting,
        said: 'is not encrypted, and its key would cross the internet',
        advice: 'Use its https address.',
      },
    ]
  })
}

function models({ OPENAI_API_KEY: key, OPENAI_BASE_URL: url }: Settings): Fault[] {
  const advice = 'Set the key of OpenAI, or OPENAI_BASE_URL to another server that speaks its API.'
  if (!key)
    return url
      ? []
      : [{ setting: 'OPENAI_API_KEY', said: 'is not set: no question would be answered', advice }]
  // Another server gives what keys it likes, or none.
  const said = weaknessOf(key, url ? { least: 1, different: 1 } : { least: 20, different: 8 })
  return said ? [{ setting: 'OPENAI_API_KEY', said, advice }] : []
}

function payments(given: Settings): Fault[] {
  const {
    STRIPE_SECRET_KEY: key,
    STRIPE_WEBHOOK_SECRET: secret,
    STRIPE_API_URL: api,
    STRIPE_TEST_SHOP: testing,
  } = given
  const setting = 'STRIPE_SECRET_KEY'
  const faults: Fault[] = []
  const tell = (name: string, said: string, advice: string) => faults.push({ setting: name, said, advice })
  if (api) tell('STRIPE_API_URL', 'is set: only the sandbox has another address', 'Remove it.')
  if (!secret) tell('STRIPE_WEBHOOK_SECRET', 'is not set: no payment would be heard of', FROM_STRIPE)
  if (!key) {
    tell(setting, 'is not set: nobody could pay', 'Take it from Stripe, Developers → API keys.')
    return faults
  }
  const [, kind, rest = ''] = /^[sr]k_(live|test)_(.*)$/.exec(key) ?? []
  const weak = kind
    ? weaknessOf(rest, { least: 16, different: 6 })
    : 'does not begin with sk_live_ or rk_live_'
  if (weak) tell(setting, weak, 'Take it from Stripe, Developers → API keys.')
  else if (kind === 'test' && !testing)
    tell(
      setting,
      'is a test key: nobody’s payment would be real',
      'Set the live key; for a shop that only tries payments set STRIPE_TEST_SHOP=yes.',
    )
  else if (kind === 'live' && testing)
    tell('STRIPE_TEST_SHOP', 'is set beside a live key', 'Remove it, or set a test key.')
  return faults
}

function mail({ SMTP_URL: url }: Settings): Fault[] {
  const setting = 'SMTP_URL'
  const advice =
    'Set smtps://user:password@host:465, or smtp://user:password@host:587 of a server with STARTTLS.'
  if (!url) return [{ setting, said: 'is not set: nobody could be mailed', advice }]
  const host = hostOf(url)
  if (!host || !/^smtps?:/.test(url)) return [{ setting, said: 'is no address of a mail server', advice }]
  if (isLoopback(host))
    return [{ setting, said: 'is this machine’s loopback, where the sandbox takes mail', advice }]
  const { searchParams } = new URL(url)
  const plain = searchParams.get('ignoreTLS') === 'true' || searchParams.get('requireTLS') === 'false'
  if (plain && !isInner(host)) return [{ setting, said: 'goes without encryption over the internet', advice }]
  const secret = passwordOf(url)
  const weak = secret ? weaknessOf(secret, { least: 4, different: 3 }) : null
  return weak === 'is a placeholder'
    ? [{ setting, said: 'holds a password that is a placeholder', advice }]
    : []
}
