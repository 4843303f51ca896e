import { type Api, ApiError } from '@plantao/shared/http/api'
import type { SessionKeeper } from './session.ts'

type AnyCall = (call: object) => Promise<unknown>

/** The same caller, but a call refused for an old token renews it once and is made again. */
export function renewingApi(api: Api, session: Pick<SessionKeeper, 'renew' | 'passwordChangeRequired'>): Api {
  const wrap =
    (call: AnyCall): AnyCall =>
    async (given) => {
      try {
        return await call(given)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.code === 'auth.password_change_required') await session.passwordChangeRequired()
        if (error.status !== 401) throw error
        await session.renew()
        return call(given)
      }
    }
  const entries = Object.entries(api).map(([name, call]) => [name, wrap(call as AnyCall)])
  return Object.fromEntries(entries) as Api
}
