import type { FastifyReply, FastifyRequest } from 'fastify'
import { expected } from '../platform/errors.ts'
import type { Accounts } from './accounts.ts'
import type { Client } from './refresh-family.repo.ts'
import { SESSION_MS } from './sign-in.ts'

const NAME = 'plantao_refresh'

/** Sets and clears the cookie of browsers. */
export function refreshCookie(publicUrl: string) {
  const options = {
    httpOnly: true,
    sameSite: 'strict' as const,
    path: '/api/v1/auth',
    secure: publicUrl.startsWith('https:'),
  }
  return {
    set: (reply: FastifyReply, token: string) =>
      void reply.setCookie(NAME, token, { ...options, maxAge: SESSION_MS / 1000 }),
    clear: (reply: FastifyReply) => void reply.clearCookie(NAME, options),
  }
}

/** The desktop never carries cookies and is no web page: what does is a page that plays desktop. */
export function refuseBrowserAsDesktop(request: FastifyRequest): void {
  if (request.cookies[NAME] !== undefined || request.headers.origin !== undefined) {
    throw expected('auth.cookie_not_accepted')
  }
}

/** The refresh token of a request and the kind of client that sends it that way, or null when there is none. */
export function presentedToken(
  request: FastifyRequest,
  inBody: string | undefined,
): { token: string; client: Client } | null {
  if (inBody !== undefined) {
    refuseBrowserAsDesktop(request)
    return { token: inBody, client: 'desktop' }
  }
  const token = request.cookies[NAME]
  return token === undefined ? null : { token, client: 'browser' }
}

/** The session whose refresh token comes with a call, in its cookie or its body; null for a token that is none of ours. */
export function sessionOf({ familyOf }: Pick<Accounts, 'familyOf'>) {
  return (request: FastifyRequest): string | null => {
    const inBody = (request.body as { refreshToken?: unknown } | null | undefined)?.refreshToken
    const token = inBody ?? request.cookies[NAME]
    return typeof token === 'string' ? familyOf(token) : null
  }
}
