import { setTimeout as sleep } from 'node:timers/promises'
import { NotSold, PaymentsUnavailable } from '../payments.port.ts'

/** Stripe's own words for what it refuses however often it is asked. */
const WILL_NOT_PASS = new Set([
  'StripeInvalidRequestError',
  'StripeAuthenticationError',
  'StripePermissionError',
])
/** How often a call that came too fast (429) is made again. The SDK itself repeats 409, 5xx and lost connections. */
const MOST_PATIENCE = 2
/** Stripe rarely asks for more than a second; a person waits for the page. Milliseconds. */
const LONGEST_PATIENCE_MS = 3_000

type Failure = { code?: string; type?: string; statusCode?: number; headers?: Record<string, string> }

/** Calls Stripe. Throws `NotSold` for what will not pass, `PaymentsUnavailable` for everything else. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await patiently(work)
  } catch (cause) {
    const { code, type } = cause as Failure
    if (type && WILL_NOT_PASS.has(type)) throw new NotSold(code ?? type, { cause })
    throw new PaymentsUnavailable(code ?? type ?? 'failed', { cause })
  }
}

/** What Stripe does not know is null, not a failure. */
export async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  return asking(async () => {
    try {
      return await work()
    } catch (error) {
      if ((error as Failure).code === 'resource_missing') return null
      throw error
    }
  })
}

/** Waits as long as Stripe asks for, a few times. What changes something must carry a key, so that it is done once. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const { statusCode, headers } = error as Failure
      if (statusCode !== 429 || tries >= MOST_PATIENCE) throw error
      await sleep(patienceMs(headers?.['retry-after']))
    }
  }
}

/** `Retry-After` in milliseconds; a second when it is none. Pure. */
function patienceMs(header: string | undefined): number {
  const seconds = Number(header ?? 1)
  return Math.min(LONGEST_PATIENCE_MS, Math.max(0, Number.isFinite(seconds) ? seconds * 1000 : 1000))
}
