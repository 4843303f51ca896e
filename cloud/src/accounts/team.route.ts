import { endpoints } from '@plantao/shared/http/endpoints'
import { idCursor } from '../platform/cursor.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import type { Accounts } from './accounts.ts'
import { deviceCookie, deviceCookieOf } from './device-cookie.ts'

const DONE = { ok: true } as const

/** Team, invitations, forgotten passwords, profile, audit log. */
export function teamRoutes(accounts: Accounts, publicUrl: string): BoundRoute[] {
  const devices = deviceCookie(publicUrl, accounts)
  return [
    route(endpoints.requestPasswordReset, async ({ body, request }) => {
      await accounts.requestReset({ ...body, address: request.ip, device: deviceCookieOf(request) })
      return DONE
    }),
    // Who holds a mailed link has proved the e-mail: guesses of others must not keep them from signing in with it now.
    route(endpoints.confirmPasswordReset, async ({ body, request, reply }) => {
      const { email } = await accounts.confirmReset(body)
      devices.remember(request, reply, email)
      return DONE
    }),
    route(endpoints.acceptInvite, async ({ body, request, reply }) => {
      const accepted = await accounts.acceptInvite(body)
      devices.remember(request, reply, accepted.email)
      return accepted
    }),
    route(endpoints.updateMe, async ({ body, caller }) => {
      await accounts.changeProfile(caller, body)
      return accounts.whoIs(caller)
    }),
    route(endpoints.team, ({ query, caller }) =>
      page(
        query,
        (asked) => accounts.team(caller, asked),
        (row) => row,
      ),
    ),
    route(endpoints.changeRole, ({ params, body, caller }) =>
      accounts.changeRole(caller, params.id, body.role),
    ),
    route(endpoints.removeMember, async ({ params, caller }) => {
      await accounts.removeMember(caller, params.id)
      return DONE
    }),
    route(endpoints.invites, ({ query, caller }) =>
      page(
        query,
        (asked) => accounts.invites(caller, asked),
        (row) => row,
      ),
    ),
    route(endpoints.invite, ({ body, caller }) => accounts.invite(caller, body)),
    route(endpoints.correctInvite, ({ params, body, caller }) =>
      accounts.correctInvite(caller, params.id, body.email),
    ),
    route(endpoints.revokeInvite, async ({ params, caller }) => {
      await accounts.revokeInvite(caller, params.id)
      return DONE
    }),
    route(endpoints.memberSessions, ({ params, query, caller }) =>
      page(
        query,
        (asked) => accounts.sessionsOfMember(caller, params.id, asked),
        (row) => ({
          ...row,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.lastUsedAt.toISOString(),
          current: row.id === caller.familyId,
        }),
      ),
    ),
    route(endpoints.endMemberSessions, async ({ params, caller }) => {
      await accounts.endSessionsOf(caller, params.id)
      return DONE
    }),
    route(endpoints.auditLog, ({ query, caller }) =>
      page(
        query,
        (asked) => accounts.audit(caller, asked),
        ({ id, at, act, subject, memberId, memberName }) => ({
          id,
          at: at.toISOString(),
          act,
          ...(subject ? { subject } : {}),
          ...(memberId && memberName !== null ? { member: { id: memberId, name: memberName } } : {}),
        }),
      ),
    ),
  ]
}

/** One page of rows whose ids grow with time; the cursor is the id of the last one. */
async function page<R extends { id: string }, T>(
  query: { cursor?: string | undefined; limit: number },
  read: (asked: { before: string | null; limit: number }) => Promise<R[]>,
  show: (row: R) => T,
): Promise<{ items: T[]; nextCursor?: string }> {
  const rows = await read({ before: idCursor(query.cursor), limit: query.limit + 1 })
  const items = rows.slice(0, query.limit)
  return {
    items: items.map(show),
    ...(rows.length > items.length ? { nextCursor: items.at(-1)!.id } : {}),
  }
}
