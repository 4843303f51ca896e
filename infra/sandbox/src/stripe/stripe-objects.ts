import type { Customer, Dispute, Invoice, Payment, Price, Product, Refund, Subscription } from './objects.ts'
import type { OpenCheckout, PortalSession } from './pages.ts'

/** What an account of Stripe holds. */
export interface StripeObjects {
  products: Map<string, Product>
  prices: Map<string, Price>
  customers: Map<string, Customer>
  /** Customers that were deleted: known by id, and good for nothing more. */
  deleted: Set<string>
  checkouts: Map<string, OpenCheckout>
  subscriptions: Map<string, Subscription>
  invoices: Map<string, Invoice>
  /** By invoice. */
  payments: Map<string, Payment>
  refunds: Refund[]
  disputes: Map<string, Dispute>
  portals: Map<string, PortalSession>
}
