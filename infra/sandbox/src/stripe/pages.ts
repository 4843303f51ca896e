import type { CheckoutSession, Price, Product } from './objects.ts'

/** A page where a customer changes the card or cancels. */
export interface PortalSession {
  id: string
  object: 'billing_portal.session'
  created: number
  customer: string
  livemode: false
  return_url: string | null
  url: string
}

/** What a payment page offers besides Stripe's own object. */
export interface OpenCheckout {
  session: CheckoutSession
  price: Price
  product: Product
  trialDays: number
  /** A boleto was printed, or a Pix code made; the customer may pay it for a while. */
  voucher: 'boleto' | 'pix' | null
  /** It was not paid in its time. The session stays `complete` and `unpaid`, as Stripe leaves it. */
  lapsed: boolean
  /** Why the last try failed, for the page. */
  failure: string | null
  subscriptionMetadata: Record<string, string>
}
