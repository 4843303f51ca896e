import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { Attempts } from './attempts.ts'
import { createAuthenticator } from './authenticate.ts'
import { keysFrom } from './keys.ts'
import {
  changePassword,
  confirmPassword,
  endAllSessions,
  endSession,
  sessionsOf,
  whoIs,
} from './member-acts.ts'
import { refresh, signOut } from './refresh.ts'
import type { Client, SessionRow } from './refresh-family.repo.ts'
import { signIn } from './sign-in.ts'

export type AccountsOptions = {
  db: Database
  clock: Clock
  /** `JWT_SECRET`. */
  secret: string
  attempts: Attempts
  /** A session ended: its sockets must close. */
  onFamilyRevoked?: (familyId: string) => void
}

export type Accounts = ReturnType<typeof createAccounts>

/** The room's whole offer, ready to be called. */
export function createAccounts({ db, clock, secret, attempts, onFamilyRevoked }: AccountsOptions) {
  const keys = keysFrom(secret)
  const authenticator = createAuthenticator({ db, clock, key: keys.access })
  const ended = (familyId: string): void => {
    authenticator.forget(familyId)
    onFamilyRevoked?.(familyId)
  }
  const deps = { db, clock, keys, attempts, ended }
  return {
    ...authenticator,
    signIn: (given: Parameters<typeof signIn>[1]) => signIn(deps, given),
    refresh: (token: string, client: Client) => refresh(deps, token, client),
    signOut: (token: string) => signOut(deps, token),
    whoIs: (caller: Caller) => whoIs(deps, caller),
    changePassword: (caller: Caller, given: { currentPassword: string; newPassword: string }) =>
      changePassword(deps, caller, given),
    sessions: (caller: Caller, page: { before: string | null; limit: number }): Promise<SessionRow[]> =>
      sessionsOf(deps, caller, page),
    endSession: (caller: Caller, id: string) => endSession(deps, caller, id),
    confirmPassword: (caller: Caller, password: string) => confirmPassword(deps, caller, password),
    endAllSessions: (tenantId: string) => endAllSessions(deps, tenantId),
  }
}
