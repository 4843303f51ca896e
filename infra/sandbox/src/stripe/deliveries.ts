import { createHmac } from 'node:crypto'
import type { Faults } from '../faults.ts'
import type { Timers } from '../timers.ts'
import { newId, type StripeEvent, seconds } from './objects.ts'

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

  constructor(options: Options) {
    this.#options = options
  }

  /** Something happened: kept with the object as it is now, and sent. */
  emit(type: string, object: object): StripeEvent {
    const event: StripeEvent = {
      id: newId('evt'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: seconds(),
      data: { object: structuredClone(object) },
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
    const { faults, timers } = this.#options
    const late = faults.happens(faults.stripe.reorderEvents) ? Math.ceil(faults.random() * REORDERED_MS) : 0
    timers.after(late, () => this.#attempt(event, 1))
    if (!faults.happens(faults.stripe.duplicateEvents)) return
    timers.after(late + Math.ceil(faults.random() * REORDERED_MS), () => this.#attempt(event, 1))
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
