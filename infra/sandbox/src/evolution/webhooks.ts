import { Agent, request } from 'undici'
import type { Faults } from '../faults.ts'
import { mulberry32 } from '../random.ts'
import type { Timers } from '../timers.ts'
import type { Instance } from './instance.ts'
import { webhookHeaders } from './webhook-headers.ts'
import { isRetryable, maxAttempts, retryWait } from './webhook-retry.ts'

/** São Paulo's clock: Evolution writes local time with a false Z. */
const localOffsetMs = -3 * 3_600_000
/** WEBHOOK_REQUEST_TIMEOUT_MS as Evolution's code has it. */
const timeoutMs = 30_000

interface Post {
  url: string
  headers: Record<string, string>
  body: string
}

/** Sends events as Evolution does: one un-awaited POST task each, retried in memory, in no promised order. */
export class WebhookSender {
  readonly #agent = new Agent({ connections: 256, keepAliveTimeout: 30_000 })
  readonly #jitter = mulberry32(20251021)
  readonly #faults: Faults
  readonly #timers: Timers
  readonly #retryBaseMs: number
  readonly #serverUrl: string

  constructor(given: { faults: Faults; timers: Timers; retryBaseMs: number; serverUrl: string }) {
    this.#faults = given.faults
    this.#timers = given.timers
    this.#retryBaseMs = given.retryBaseMs
    this.#serverUrl = given.serverUrl
  }

  /** Where Meta is to post to, as Evolution tells it. */
  get metaUrl(): string {
    return `${this.#serverUrl}/webhook/meta`
  }

  /** Starts the delivery of one event, if the instance's webhook wants it; returns at once. */
  emit(instance: Instance, event: string, data: unknown): void {
    const hook = instance.webhook
    if (!hook?.enabled) return
    if (hook.events.length > 0 && !hook.events.includes(event.toUpperCase().replace('.', '_'))) return
    if (this.#faults.happens(this.#faults.evolution.swallowWebhooks)) return
    const post: Post = {
      url: hook.webhookByEvents ? `${hook.url}/${event.replace('.', '-')}` : hook.url,
      headers: webhookHeaders(hook.headers),
      body: JSON.stringify({
        event,
        instance: instance.name,
        data,
        destination: hook.url,
        date_time: new Date(Date.now() + localOffsetMs).toISOString(),
        // Without a phone of its own, the official channel names no sender.
        ...(instance.ownerJid && instance.integration === 'WHATSAPP-BAILEYS'
          ? { sender: instance.ownerJid }
          : {}),
        server_url: this.#serverUrl,
        apikey: instance.token,
      }),
    }
    const { duplicateWebhooks, reorderWebhooks } = this.#faults.evolution
    const late = this.#faults.happens(reorderWebhooks) ? 50 + this.#faults.random() * 250 : 0
    this.#start(post, late)
    if (this.#faults.happens(duplicateWebhooks)) this.#start(post, late + 1 + this.#faults.random() * 100)
  }

  #start(post: Post, late: number): void {
    if (late > 0) this.#timers.after(late, () => void this.#attempt(post, 1))
    else void this.#attempt(post, 1)
  }

  async #attempt(post: Post, attempt: number): Promise<void> {
    if (this.#faults.evolution.down) await this.#faults.evolutionUp()
    const status = await this.#post(post)
    if (status >= 200 && status < 300) return
    if (!isRetryable(status) || attempt >= maxAttempts) return
    const wait = retryWait(this.#retryBaseMs, attempt, this.#jitter())
    this.#timers.after(wait, () => void this.#attempt(post, attempt + 1))
  }

  /** The status answered, or 0 for a timeout or a refused connection. */
  async #post(post: Post): Promise<number> {
    try {
      const response = await request(post.url, {
        method: 'POST',
        dispatcher: this.#agent,
        headers: post.headers,
        body: post.body,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      })
      await response.body.dump()
      return response.statusCode
    } catch {
      return 0
    }
  }

  /** Drops what is under way; Evolution keeps it in memory only, too. */
  stop(): Promise<void> {
    return this.#agent.destroy()
  }
}
