import { endpoints } from '@plantao/shared/http/endpoints'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import type { Accounts } from './accounts.ts'
import type { BuyerCookie } from './buyer-cookie.ts'
import { refuseOtherPages } from './refresh-cookie.ts'

/** What the page after the payment asks: whether the first mail arrived, and where it should go instead. */
export function firstMailRoutes(accounts: Accounts, buyers: BuyerCookie, publicUrl: string): BoundRoute[] {
  return [
    route(endpoints.firstMail, ({ request, reply }) => {
      reply.header('cache-control', 'no-store')
      return accounts.firstMail(buyers.begun(request))
    }),
    route(endpoints.correctFirstMail, ({ body, request }) => {
      refuseOtherPages(request, publicUrl)
      return accounts.correctFirstMail(buyers.begun(request), body.email)
    }),
  ]
}
