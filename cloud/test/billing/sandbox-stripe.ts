import { expect } from 'vitest'

/** The sandbox's Stripe as people use it: its pages and its API, past the cloud. `url` is the sandbox's address. */
export function sandboxStripe(url: string) {
  async function stripe<T>(path: string): Promise<T[]> {
    const answer = await fetch(`${url}/stripe/v1${path}`, {
      headers: { authorization: 'Bearer sk_test_sandbox' },
    })
    return ((await answer.json()) as { data: T[] }).data
  }

  return {
    /** What Stripe lists. */
    stripe,
    /** Does something at Stripe, as a person would on its pages. */
    async send(path: string, payload: object = {}) {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      })
      expect(answer.ok, `${path} ${answer.status}`).toBe(true)
      return (await answer.json()) as Record<string, string>
    },
    /** Stripe as the suite has it, without the faults of a test. */
    clearFaults: () => fetch(`${url}/faults`, { method: 'DELETE' }),
    /** A customer's id at Stripe. */
    customer: async (email: string): Promise<string> =>
      (await stripe<{ id: string }>(`/customers?email=${encodeURIComponent(email)}`))[0]!.id,
    /** What was given back, in cents, of the newest invoices of what was bought under this name. */
    async refundsOf(name: string): Promise<number[]> {
      type Sub = { latest_invoice: string; metadata: Record<string, string> }
      type Paid = { payment: { payment_intent: { latest_charge: { amount_refunded: number } } } }
      const subs = await stripe<Sub>('/subscriptions?status=all&limit=100')
      const given: number[] = []
      for (const { latest_invoice, metadata } of subs) {
        if (metadata.plantao_name !== name) continue
        const [paid] = await stripe<Paid>(`/invoice_payments?invoice=${latest_invoice}`)
        const cents = paid?.payment.payment_intent.latest_charge.amount_refunded ?? 0
        if (cents > 0) given.push(cents)
      }
      return given
    },
  }
}
