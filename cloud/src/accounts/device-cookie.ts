import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from './accounts.ts'

const NAME = 'plantao_device'
/** Half a year without a sign-in, and the browser is a stranger again. Seconds. */
const MAX_AGE = 180 * 24 * 3_600

/** The cookie by which a browser is known to have signed in before. */
export function deviceCookie(publicUrl: string, { rememberOn }: Pick<Accounts, 'rememberOn'>) {
  const options = {
    httpOnly: true,
    sameSite: 'strict' as const,
    path: '/api/v1/auth',
    secure: publicUrl.startsWith('https:'),
    maxAge: MAX_AGE,
  }
  return {
    /** Notes that this e-mail has proved itself in this browser. */
    remember: (request: FastifyRequest, reply: FastifyReply, email: string): void => {
      const kept = deviceCookieOf(request)
      const next = rememberOn(email, kept)
      if (next !== kept) reply.setCookie(NAME, next, options)
    },
  }
}

/** What the browser keeps, as it came. */
export function deviceCookieOf(request: FastifyRequest): string | undefined {
  return request.cookies[NAME]
}
