import type { Role } from '@plantao/shared/accounts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { Attempts } from './attempts.ts'
import { createAuthenticator } from './authenticate.ts'
import { correctFirstMail, firstMailOf } from './first-mail.ts'
import {
  type AttendantsLimit,
  acceptInvite,
  correctInvite,
  invite,
  invitesOf,
  revokeInvite,
} from './invite.ts'
import { keysFrom } from './keys.ts'
import { deviceOf, withPerson } from './known-device.ts'
import {
  changePassword,
  confirmPassword,
  endAllSessions,
  endSession,
  sessionsOf,
  whoIs,
} from './member-acts.ts'
import { confirmReset, requestReset } from './password-reset.ts'
import { refresh, signOut } from './refresh.ts'
import type { SessionRow } from './refresh-family.repo.ts'
import { readRefresh } from './refresh-token.ts'
import { signIn } from './sign-in.ts'
import {
  auditOf,
  changeProfile,
  changeRole,
  endSessionsOf,
  removeMember,
  sessionsOfMember,
  teamOf,
} from './team.ts'

export type AccountsOptions = {
  db: Database
  clock: Clock
  /** `JWT_SECRET`. */
  secret: string
  attempts: Attempts
  /** How many attendants a tenant's plan has room for. */
  attendantsLimit: AttendantsLimit
  /** A session ended: its sockets must close. */
  onFamilyRevoked?: (familyId: string) => void
}

type Page = { before: string | null; limit: number }

export type Accounts = ReturnType<typeof createAccounts>

/** The room's whole offer, ready to be called. */
export function createAccounts({
  db,
  clock,
  secret,
  attempts,
  attendantsLimit,
  onFamilyRevoked,
}: AccountsOptions) {
  const keys = keysFrom(secret)
  const authenticator = createAuthenticator({ db, clock, key: keys.access })
  const ended = (familyId: string): void => {
    authenticator.forget(familyId)
    onFamilyRevoked?.(familyId)
  }
  const deps = { db, clock, keys, attempts, attendantsLimit, ended, forget: authenticator.forget }
  return {
    ...authenticator,
    signIn: (given: Parameters<typeof signIn>[1]) => signIn(deps, given),
    refresh: (token: string, by: Parameters<typeof refresh>[2]) => refresh(deps, token, by),
    /** The family a refresh token of ours was made for, by its seal alone; null for any other text. */
    familyOf: (token: string): string | null => {
      const read = readRefresh(keys.refresh, token)
      return read?.sealed ? read.familyId : null
    },
    /** The device where this e-mail signed in before, by its seal alone; null for any other. */
    deviceOf: (email: string, kept: string): string | null => deviceOf(keys.device, email, kept),
    /** What a device shall keep once this e-mail has proved itself on it. */
    rememberOn: (email: string, kept: string | undefined): string => withPerson(keys.device, email, kept),
    signOut: (token: string) => signOut(deps, token),
    whoIs: (caller: Caller) => whoIs(deps, caller),
    changePassword: (caller: Caller, given: { currentPassword: string; newPassword: string }) =>
      changePassword(deps, caller, given),
    sessions: (caller: Caller, page: Page): Promise<SessionRow[]> => sessionsOf(deps, caller, page),
    endSession: (caller: Caller, id: string) => endSession(deps, caller, id),
    requestReset: (given: Parameters<typeof requestReset>[1]) => requestReset(deps, given),
    confirmReset: (given: Parameters<typeof confirmReset>[1]) => confirmReset(deps, given),
    invite: (caller: Caller, given: Parameters<typeof invite>[2]) => invite(deps, caller, given),
    correctInvite: (caller: Caller, id: string, email: string) => correctInvite(deps, caller, id, email),
    invites: (caller: Caller, page: Page) => invitesOf(deps, caller, page),
    revokeInvite: (caller: Caller, id: string) => revokeInvite(deps, caller, id),
    firstMail: (begun: readonly string[]) => firstMailOf(deps, begun),
    correctFirstMail: (begun: readonly string[], email: string) => correctFirstMail(deps, begun, email),
    acceptInvite: (given: Parameters<typeof acceptInvite>[1]) => acceptInvite(deps, given),
    team: (caller: Caller, page: Page) => teamOf(deps, caller, page),
    changeRole: (caller: Caller, id: string, role: Role) => changeRole(deps, caller, id, role),
    removeMember: (caller: Caller, id: string) => removeMember(deps, caller, id),
    sessionsOfMember: (caller: Caller, id: string, page: Page) => sessionsOfMember(deps, caller, id, page),
    endSessionsOf: (caller: Caller, id: string) => endSessionsOf(deps, caller, id),
    changeProfile: (caller: Caller, given: Parameters<typeof changeProfile>[2]) =>
      changeProfile(deps, caller, given),
    audit: (caller: Caller, page: Page) => auditOf(deps, caller, page),
    confirmPassword: (caller: Caller, password: string) => confirmPassword(deps, caller, password),
    endAllSessions: (tenantId: string) => endAllSessions(deps, tenantId),
  }
}
