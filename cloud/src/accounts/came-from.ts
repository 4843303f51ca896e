import { LoginRequest } from '@plantao/shared/accounts'
import type { FastifyRequest } from 'fastify'
import type { Accounts } from './accounts.ts'
import { deviceCookieOf } from './device-cookie.ts'
import { refreshCookieOf } from './refresh-cookie.ts'

type Body = { refreshToken?: unknown; email?: unknown; device?: unknown } | null | undefined

/** Where a call comes from, for counting it, by what is sealed in it alone; null for whatever is none of ours. */
export function cameFrom({ familyOf, deviceOf }: Pick<Accounts, 'familyOf' | 'deviceOf'>) {
  return {
    /** The session whose refresh token comes along, in the cookie or the body. */
    session: (request: FastifyRequest): string | null => {
      const token = (request.body as Body)?.refreshToken ?? refreshCookieOf(request)
      return typeof token === 'string' ? familyOf(token) : null
    },
    /** The device where the e-mail of this sign-in was known before. */
    device: (request: FastifyRequest): string | null => {
      const body = request.body as Body
      const email = LoginRequest.shape.email.safeParse(body?.email)
      const kept = body?.device ?? deviceCookieOf(request)
      return email.success && typeof kept === 'string' ? deviceOf(email.data, kept) : null
    },
  }
}
