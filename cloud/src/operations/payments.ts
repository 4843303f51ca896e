import { systemClock } from '../platform/clock.ts'
import { readStrayPayments } from './stray-payments.repo.ts'

/** What is older was looked at, or will not be. */
const SHOWN_MS = 30 * 86_400_000
const MOST = 50

/**
 * `payments`: events of somebody we do not know, and money that went back outside of the product, of thirty days. Ids of
 * Stripe's, to be looked up there.
 */
export async function payments(databaseUrl: string, say: (line: string) => void): Promise<number> {
  const since = new Date(systemClock.now().getTime() - SHOWN_MS)
  const { unknown, back } = await readStrayPayments(databaseUrl, { since, most: MOST })
  for (const { id, type, subscription, customer, at } of unknown)
    say(`unknown  ${at.toISOString()}  ${type}  ${subscription ?? '-'}  ${customer ?? '-'}  ${id}`)
  for (const { tenantId, id, kind, state, cents, changedAt } of back) {
    const sum = `${(cents / 100).toFixed(2)} BRL`
    say(`${kind.padEnd(7)}  ${changedAt.toISOString()}  ${state}  ${sum}  ${id}  ${tenantId}`)
  }
  if (unknown.length + back.length === 0) say('Nothing in thirty days.')
  return 0
}
