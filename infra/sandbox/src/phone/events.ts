import type { ServerResponse } from 'node:http'

/** Something the phone page shows at once. */
export interface PhoneEvent {
  type: 'message' | 'status' | 'presence' | 'instance'
  instance: string
  [detail: string]: unknown
}

/** Open pages listening by server-sent events; costs nothing while nobody does. */
export class PhoneEvents {
  readonly #listeners = new Set<ServerResponse>()

  /** True while a page listens, so that nobody builds views for no one. */
  get watched(): boolean {
    return this.#listeners.size > 0
  }

  /** Adds a response whose head is written already; it leaves by itself when closed. */
  add(response: ServerResponse): void {
    this.#listeners.add(response)
    response.on('close', () => this.#listeners.delete(response))
  }

  /** Tells every page; `event` is only called when someone listens. */
  tell(event: () => PhoneEvent): void {
    if (!this.watched) return
    const line = `data: ${JSON.stringify(event())}\n\n`
    for (const response of this.#listeners) response.write(line)
  }

  /** Hangs up on all. */
  stop(): void {
    for (const response of this.#listeners) response.end()
    this.#listeners.clear()
  }
}
