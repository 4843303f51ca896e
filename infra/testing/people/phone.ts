/** A message as the phone shows it. */
export type Shown = { id: string; direction: 'in' | 'out'; author: string; text: string; status: string }

export type LedgerRow = { id: string; contact: string; text: string; kind: string; atMs: number }
export type LedgerIn = LedgerRow & { fromMe: boolean; deliveries: number }

export type Phone = ReturnType<typeof createPhone>

/** The customers' phones, the company's own, and the switch board of faults: the sandbox seen from outside. */
export function createPhone(sandboxUrl: string, instance = 'padaria') {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${sandboxUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`)
    return (text ? JSON.parse(text) : null) as T
  }
  return {
    /** A customer writes; answers WhatsApp's id. `more` is anything `POST /phone/messages` takes. */
    write: async (from: string, text: string, more: Record<string, unknown> = {}): Promise<string> =>
      (await ask<{ id: string }>('POST', '/phone/messages', { from, to: instance, text, ...more })).id,
    /** What one customer's phone shows, in order. */
    thread: async (contact: string): Promise<Shown[]> =>
      (await ask<{ messages: Shown[] }>('GET', `/phone/messages?instance=${instance}&contact=${contact}`))
        .messages,
    ledger: () => ask<{ in: LedgerIn[]; out: LedgerRow[] }>('GET', '/ledger'),
    faults: (settings: Record<string, unknown>) => ask('POST', '/faults', settings),
    noFaults: () => ask('DELETE', '/faults'),
    mails: async (to: string) =>
      (
        await ask<{ messages: { subject: string; text: string }[] }>(
          'GET',
          `/mail/messages?to=${encodeURIComponent(to)}`,
        )
      ).messages,
  }
}

/** Asks until `look` gives something true; throws what it was last when the time is up. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs
  let last: unknown
  while (performance.now() < end) {
    try {
      const found = await look()
      if (found) return found
      last = found
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(
    `waited ${withinMs} ms for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  )
}
