import { createHmac } from 'node:crypto'
import type { Faults } from '../faults.ts'
import type { Timers } from '../timers.ts'
import { newId, type StripeEvent, seconds } from './objects.ts'
import { inVersion } from './versions.ts'

/** Stripe tries for three days; the sandbox as often, but on a shorter clock. */
const MOST_ATTEMPTS = 16
const LONGEST_WAIT = 60
const ANSWER_WITHIN_MS = 20_000
/** How late an event comes that the fault `reorderEvents` struck, at most. */
const REORDERED_MS = 400

interface Options {
  faults: Faults
  timers: Timers
  /** Where events go: the cloud's `/webhook/billing`. */
  webhookUrl: string
  secret: string
  retryBaseMs: number
}

/** `t=…,v1=…` over the exact bytes that are sent. */
function signature(secret: string, payload: string, at: number): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`
}

/** Every event that happened, and its way to the webhook. */
export class Deliveries {
  /** Oldest first. */
  readonly events: StripeEvent[] = []
  readonly #options: Options
  readonly #withheld: StripeEvent[] = []
  /** Instants at which a delivery begins: no two in one millisecond. */
  readonly #taken = new Set<number>()

  constructor(options: Options) {
    this.#options = options
  }

  /** Something happened: kept with the object as it is now, and sent. */
  emit(type: string, object: object): StripeEvent {
    const { apiVersion } = this.#options.faults.stripe
    const event: StripeEvent = {
      id: newId('evt'),
      object: 'event',
      api_version: apiVersion,
      created: seconds(),
      data: { object: inVersion(apiVersion, object) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    }
    this.events.push(event)
    this.send(event)
    return event
  }

  /** Sends an event on its way, with the faults that hold now. */
  send(event: StripeEvent): void {
    const { faults } = this.#options
    if (faults.stripeHappens(faults.stripe.withholdEvents)) {
      this.#withheld.push(event)
      return
    }
    this.#later(event, this.#lateness())
    if (faults.stripeHappens(faults.stripe.duplicateEvents))
      this.#later(event, this.#lateness() + faults.stripeBetween([1, REORDERED_MS]))
  }

  /** Days have passed: what was kept back is delivered, the newest first. Answers how many. */
  release(): number {
    const events = this.#withheld.splice(0).reverse()
    for (const event of events) this.#later(event, 0)
    return events.length
  }

  #lateness(): number {
    const { faults } = this.#options
    const moved = faults.stripeHappens(faults.stripe.reorderEvents)
      ? faults.stripeBetween([1, REORDERED_MS])
      : 0
    return faults.stripeBetween(faults.stripe.delayMs) + moved
  }

  #later(event: StripeEvent, ms: number): void {
    let at = Date.now() + ms
    while (this.#taken.has(at)) at += 1
    this.#taken.add(at)
    this.#options.timers.after(at - Date.now(), () => {
      this.#taken.delete(at)
      this.#attempt(event, 1)
    })
  }

  #attempt(event: StripeEvent, tries: number): void {
    this.#post(event).then((taken) => {
      if (taken) {
        event.pending_webhooks = 0
        return
      }
      if (tries >= MOST_ATTEMPTS) return
      const { timers, retryBaseMs } = this.#options
      timers.after(retryBaseMs * Math.min(2 ** (tries - 1), LONGEST_WAIT), () =>
        this.#attempt(event, tries + 1),
      )
    })
  }

  async #post(event: StripeEvent): Promise<boolean> {
    const payload = JSON.stringify(event, null, 2)
    try {
      const answer = await fetch(this.#options.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(this.#options.secret, payload, seconds()),
        },
        body: payload,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      await answer.arrayBuffer()
      return answer.ok
    } catch {
      return false
    }
  }
}
