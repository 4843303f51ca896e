import type { FastifyReply, FastifyRequest } from 'fastify'
import { expected } from '../platform/errors.ts'
import { deviceCookieOf } from './device-cookie.ts'
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
  const hasCookie = request.cookies[NAME] !== undefined || deviceCookieOf(request) !== undefined
  if (hasCookie || request.headers.origin !== undefined) throw expected('auth.cookie_not_accepted')
}

/**
 * A cookie goes along by itself, so what acts by it must be asked for by a page of ours. Browsers name the page's origin with every
 * `POST`; what names none is no browser's page.
 */
export function refuseOtherPages(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers
  if (origin === undefined || origin === new URL(publicUrl).origin) return
  // A house of one machine goes by several names.
  if (URL.canParse(origin) && new URL(origin).host === request.headers.host) return
  throw expected('auth.other_origin')
}

/** The refresh token of a request and the kind of client that sends it that way, or null when there is none. */
export function presentedToken(
  request: FastifyRequest,
  inBody: string | undefined,
  publicUrl: string,
): { token: string; client: Client } | null {
  if (inBody !== undefined) {
    refuseBrowserAsDesktop(request)
    return { token: inBody, client: 'desktop' }
  }
  const token = refreshCookieOf(request)
  if (token !== undefined) refuseOtherPages(request, publicUrl)
  return token === undefined ? null : { token, client: 'browser' }
}

/** The refresh token that a browser sends, as it came. */
export function refreshCookieOf(request: FastifyRequest): string | undefined {
  return request.cookies[NAME]
}
