/** A house as strangers, customers and members of its demo company meet it. */
export type Ground = {
  /** A customer does something on WhatsApp; answers the message's id. `more` is anything `POST /phone/messages` takes. */
  phone(from: string, more: Record<string, unknown>): Promise<string>
  /** Calls the API: as an owner of the company, each time another, or as a stranger of another address each time. */
  call<T>(as: 'owner' | 'stranger', method: string, path: string, body?: unknown): Promise<Answered<T>>
  /** Resolves once no job waits that could run now. */
  settled(): Promise<void>
}
export type Answered<T = unknown> = { status: number; body: T }

/** Where the house stands, and access tokens of owners of its demo company: many, so that no one's limit stands in the way. */
type Place = { cloudUrl: string; phone: Ground['phone']; owners: string[]; settled: Ground['settled'] }

export function openGround({ cloudUrl, phone, owners, settled }: Place): Ground {
  let turn = 0
  return {
    phone,
    settled,
    async call<T>(as: 'owner' | 'stranger', method: string, path: string, body?: unknown) {
      turn += 1
      const isForm = body instanceof FormData
      const response = await fetch(`${cloudUrl}/api/v1${path}`, {
        method,
        headers: {
          ...(as === 'owner' ? { authorization: `Bearer ${owners[turn % owners.length]}` } : {}),
          // Of the addresses for benchmarks (RFC 2544); the house trusts its own machine to tell who called.
          'x-forwarded-for': `198.18.${(turn >> 8) & 255}.${turn & 255}`,
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
    },
  }
}
