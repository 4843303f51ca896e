import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What a device keeps of the people who signed in on it, so that guesses of strangers never keep them out: for each a
 * random name of the device and a seal over that name and the e-mail, with dots between. It opens nothing; it only says
 * whose tries are counted apart. After OWASP's "device cookies"
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 */
const NAME = 16
const SEAL = 16
/** People remembered on one device; the one who signed in longest ago goes first. */
const MOST_PEOPLE = 5

/** The device's name if this e-mail signed in on it before, else null. */
export function deviceOf(key: Uint8Array, email: string, kept: string | undefined): string | null {
  for (const token of tokensOf(kept)) {
    const bytes = Buffer.from(token, 'base64url')
    if (bytes.length !== NAME + SEAL) continue
    const name = bytes.subarray(0, NAME)
    if (timingSafeEqual(sealOf(key, email, name), bytes.subarray(NAME))) return name.toString('hex')
  }
  return null
}

/** What the device shall keep once this e-mail has signed in on it. */
export function withPerson(key: Uint8Array, email: string, kept: string | undefined): string {
  const tokens = tokensOf(kept)
  const own = tokens.find((token) => deviceOf(key, email, token)) ?? newToken(key, email)
  return [own, ...tokens.filter((token) => token !== own)].slice(0, MOST_PEOPLE).join('.')
}

function tokensOf(kept: string | undefined): string[] {
  return kept ? kept.split('.', MOST_PEOPLE) : []
}

function newToken(key: Uint8Array, email: string): string {
  const name = randomBytes(NAME)
  return Buffer.concat([name, sealOf(key, email, name)]).toString('base64url')
}

function sealOf(key: Uint8Array, email: string, name: Buffer): Buffer {
  return createHmac('sha256', key).update(name).update(email).digest().subarray(0, SEAL)
}
