import { expect } from 'vitest'
import type { TestHouse } from '../../../infra/testing/house/in-process.ts'
import { runJobs } from '../../../infra/testing/scene/jobs.ts'

/** How to act as WhatsApp and as the queue in a house whose clock is turned and whose jobs are done by hand. */
export type Handmade = ReturnType<typeof byHand>

type Stored = { event: string; body: unknown }
const patience = { timeout: 20_000, interval: 20 }

/**
 * @param test a house without workers
 * @param now its clock
 */
export function byHand(test: TestHouse, now: () => Date) {
  const { house, tenantId, databaseUrl } = test
  const key = 'sandbox-evolution-key'

  const rows = <R extends object>(sql: string, values: unknown[] = []) =>
    house.db.tenant(tenantId, (tx) => tx.query<R>(sql, values))

  /** Does every job there is, and those they leave behind. */
  async function work(): Promise<void> {
    expect(await runJobs(databaseUrl, house.tasks)).toEqual([])
  }

  /** What Evolution would post again, by the secret it holds now. */
  async function post({ event, body }: Stored): Promise<number> {
    const found = await fetch(`${test.sandboxUrl}/evolution/webhook/find/${test.instance}`, {
      headers: { apikey: key },
    })
    const { url, headers } = (await found.json()) as { url: string; headers: Record<string, string> }
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...(body as object), event }),
    })
    return answer.status
  }

  return {
    rows,
    work,
    post,
    /** A customer does something `secondsAgo`; waits until it is in, and does what it leads to. */
    async writes(from: string, message: object, secondsAgo = 0): Promise<string> {
      const timestamp = Math.floor(now().getTime() / 1000) - secondsAgo
      const before = await rows('select from raw_event where tenant_id = $1', [tenantId])
      const id = await test.phone(from, { timestamp, ...message })
      const arrived = async () =>
        (await rows('select from raw_event where tenant_id = $1', [tenantId])).length > before.length
      await expect.poll(arrived, patience).toBe(true)
      await work()
      return id
    },
    /** Every event that named one of these, as it was delivered. */
    eventsNaming: (pattern: string) =>
      rows<Stored>('select event, body from raw_event where tenant_id = $1 and body::text ~ $2 order by id', [
        tenantId,
        pattern,
      ]),
    /** Everything is counted against WhatsApp's list again, from `since` on. */
    async count(since: Date): Promise<void> {
      await rows('update instance set counted_until = $2 where tenant_id = $1', [tenantId, since])
      await house.tasks.count({})
      await work()
    },
    /** The number is lost, connected and paired again. */
    async pairAgain(): Promise<void> {
      await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'close' })
      await test.api('POST', '/whatsapp/instance')
      await test.sandbox('POST', '/phone/pair', { instance: test.instance, phone: '5511990001111' })
      await work()
      await expect
        .poll(async () => (await test.api<{ status: string }>('GET', '/whatsapp/status')).body.status, {
          timeout: 20_000,
          interval: 100,
        })
        .toBe('connected')
    },
  }
}
