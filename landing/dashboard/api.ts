import type { SignedIn } from '@plantao/shared/accounts'
import { type Api, ApiError, createApi } from '@plantao/shared/http/api'
import { usePreferences } from './preferences.ts'

/** The access token lives here and nowhere else; the refresh token is a cookie that scripts cannot read. */
let token: string | null = null
/** Whose token it is. */
let memberId: string | null = null
let renewing: Promise<void> | null = null
let onEnded: () => void = () => {}
let onPasswordChange: () => void = () => {}

/** The bare caller: for signing in and out, where a 401 is an answer and not an old token. */
export const doorApi = createApi({
  baseUrl: '',
  token: () => token,
  language: () => usePreferences.getState().language,
  timeoutMs: 30_000,
})

/** Everything is asked for this member from now on; null when signed out. */
export function speakFor(signed: Pick<SignedIn, 'accessToken' | 'member'> | null): void {
  token = signed?.accessToken ?? null
  memberId = signed?.member.id ?? null
}

/** Who is told when the server ends the session, or wants the temporary password changed first. */
export function followSession(handlers: { ended: () => void; passwordChange: () => void }): void {
  onEnded = handlers.ended
  onPasswordChange = handlers.passwordChange
}

/** Gets a fresh access token; calls at the same time share one renewal. */
function renew(): Promise<void> {
  renewing ??= doorApi
    .refresh({ body: {} })
    .then((signed) => {
      // Another tab signed somebody else in, and the cookie is theirs: what this page does must not reach their company.
      if (signed.member.id !== memberId)
        throw new ApiError('auth.session_ended', 401, 'somebody else is signed in')
      speakFor(signed)
    })
    .finally(() => {
      renewing = null
    })
  return renewing
}

type AnyCall = (call: object) => Promise<unknown>

/** Calls an endpoint; an old token is renewed once and the call made again. */
function renewing401(call: AnyCall): AnyCall {
  return async (given) => {
    try {
      return await call(given)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'auth.password_change_required') onPasswordChange()
      if (error.status !== 401) throw error
    }
    try {
      await renew()
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) onEnded()
      throw error
    }
    return call(given)
  }
}

/** The caller of every page. */
export const api = Object.fromEntries(
  Object.entries(doorApi).map(([name, call]) => [name, renewing401(call as AnyCall)]),
) as Api
