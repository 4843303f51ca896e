import { Agent, request } from 'undici'
import { QUESTION } from '../tenant.ts'
import type { InstantVendors } from './vendors.ts'

/** One message: when the webhook was answered and when its reply reached Evolution, in ms after it was posted. */
export type Sample = { acceptedMs: number; repliedMs: number | null }

export type Load = {
  /** So many messages a second, evenly; waits for the replies. */
  steady(perSecond: number, seconds: number): Promise<Sample[]>
  /** So many messages under way at once, each by a customer of its own; answers how many were done in time. */
  flood(underWay: number, seconds: number): Promise<number>
  /** Until every message posted so far has its reply, or none came for some seconds. */
  rest(): Promise<void>
  close(): void
}

type Options = { url: string; secret: string; vendors: InstantVendors | null }

/** Nothing for so long: what is missing will not come. */
const QUIET_MS = 5_000
/** A reply that takes longer than this counts as missing. */
const REPLY_WITHIN_MS = 15_000

/** Posts webhooks as Evolution does. Every message is another customer's, so each is a turn of its own. */
export function createLoad({ url, secret, vendors }: Options): Load {
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const waiting = new Map<string, () => void>()
  let customers = 0
  let replies = 0
  vendors?.onSend((number) => {
    replies += 1
    waiting.get(number)?.()
  })

  async function one(): Promise<Sample> {
    const number = `5511${String(900_000_000 + ++customers)}`
    const posted = performance.now()
    const replied = vendors ? reply(number, posted) : null
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: event(number),
    })
    await body.dump()
    if (statusCode !== 200) throw new Error(`webhook answered ${statusCode}`)
    const acceptedMs = performance.now() - posted
    return { acceptedMs, repliedMs: replied ? await replied : null }
  }

  function reply(number: string, posted: number): Promise<number | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish(null), REPLY_WITHIN_MS)
      const finish = (ms: number | null) => {
        clearTimeout(timer)
        waiting.delete(number)
        resolve(ms)
      }
      waiting.set(number, () => finish(performance.now() - posted))
    })
  }

  return {
    async steady(perSecond, seconds) {
      const samples: Promise<Sample>[] = []
      const start = performance.now()
      while (samples.length < perSecond * seconds) {
        const due = Math.floor(((performance.now() - start) / 1000) * perSecond)
        while (samples.length < Math.min(due, perSecond * seconds)) samples.push(one())
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      return Promise.all(samples)
    },
    async flood(underWay, seconds) {
      const until = performance.now() + seconds * 1000
      let done = 0
      await Promise.all(
        Array.from({ length: underWay }, async () => {
          while (performance.now() < until) {
            const { repliedMs } = await one()
            if (performance.now() < until && (repliedMs !== null || !vendors)) done++
          }
        }),
      )
      return done
    },
    async rest() {
      for (let seen = -1; replies < customers && seen < replies; ) {
        seen = replies
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
      }
    },
    close: () => void agent.close(),
  }
}

let events = 0

function event(number: string): string {
  return JSON.stringify({
    event: 'messages.upsert',
    instance: 'bench',
    data: {
      key: {
        remoteJid: `${number}@s.whatsapp.net`,
        fromMe: false,
        id: `BENCH${process.pid}${++events}`,
        addressingMode: 'pn',
      },
      pushName: 'Maria',
      status: 'DELIVERY_ACK',
      message: { conversation: QUESTION },
      messageType: 'conversation',
      messageTimestamp: Math.floor(Date.now() / 1000),
      instanceId: '8b6e1d8f-697e-48c4-a1aa-58bc7d5423ea',
      source: 'android',
    },
    destination: 'http://127.0.0.1/webhook/whatsapp',
    date_time: '2026-11-23T21:39:43.107Z',
    sender: '5511990001111@s.whatsapp.net',
    server_url: 'http://127.0.0.1',
    apikey: null,
  })
}
