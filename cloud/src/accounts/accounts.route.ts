import { endpoints } from '@plantao/shared/http/endpoints'
import type { FastifyReply } from 'fastify'
import { idCursor } from '../platform/cursor.ts'
import { ExpectedError, expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import type { Accounts } from './accounts.ts'
import { deviceCookie, deviceCookieOf } from './device-cookie.ts'
import { presentedToken, refreshCookie, refuseBrowserAsDesktop } from './refresh-cookie.ts'

const DONE = { ok: true } as const

/** A browser whose member was removed keeps nothing of ours: neither the cookie nor what our pages stored or fetched. */
function forgetBrowser(reply: FastifyReply, cookie: ReturnType<typeof refreshCookie>): void {
  cookie.clear(reply)
  reply.header('clear-site-data', '"cache", "storage"')
}

/** Sign-in, sessions, password: the doors of the accounts room. */
export function accountRoutes(accounts: Accounts, publicUrl: string): BoundRoute[] {
  const cookie = refreshCookie(publicUrl)
  const devices = deviceCookie(publicUrl, accounts)
  return [
    route(endpoints.login, async ({ body, request, reply }) => {
      if (body.client === 'desktop') refuseBrowserAsDesktop(request)
      const device = body.client === 'desktop' ? body.device : deviceCookieOf(request)
      const { answer, refreshToken } = await accounts.signIn({ ...body, device, address: request.ip })
      if (body.client === 'browser') {
        cookie.set(reply, refreshToken)
        devices.remember(request, reply, answer.member.email)
      }
      return answer
    }),
    route(endpoints.refresh, async ({ body, request, reply }) => {
      const presented = presentedToken(request, body.refreshToken, publicUrl)
      if (!presented) throw expected('auth.required')
      const { client, token } = presented
      const { answer, refreshToken } = await accounts
        .refresh(token, { client, device: body.device })
        .catch((error: unknown) => {
          if (client === 'browser' && error instanceof ExpectedError && error.code === 'auth.removed')
            forgetBrowser(reply, cookie)
          throw error
        })
      if (client === 'browser') {
        cookie.set(reply, refreshToken)
        devices.remember(request, reply, answer.member.email)
      }
      return answer
    }),
    route(endpoints.logout, async ({ body, request, reply }) => {
      const presented = presentedToken(request, body.refreshToken, publicUrl)
      if (presented) await accounts.signOut(presented.token)
      if (presented?.client !== 'desktop') {
        cookie.clear(reply)
        // Files of customers that this browser kept; whoever sits here next is another person.
        reply.header('clear-site-data', '"cache"')
      }
      return DONE
    }),
    route(endpoints.me, ({ caller }) => accounts.whoIs(caller)),
    route(endpoints.changePassword, async ({ body, caller }) => {
      await accounts.changePassword(caller, body)
      return DONE
    }),
    route(endpoints.sessions, async ({ query, caller }) => {
      const before = idCursor(query.cursor)
      const rows = await accounts.sessions(caller, { before, limit: query.limit + 1 })
      const page = rows.slice(0, query.limit)
      return {
        items: page.map((row) => ({
          id: row.id,
          client: row.client,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.lastUsedAt.toISOString(),
          current: row.id === caller.familyId,
        })),
        ...(rows.length > page.length ? { nextCursor: page.at(-1)!.id } : {}),
      }
    }),
    route(endpoints.revokeSession, async ({ params, caller }) => {
      await accounts.endSession(caller, params.id)
      return DONE
    }),
  ]
}
