import type { Me, SignedIn } from '@plantao/shared/accounts'
import { type Api, ApiError } from '@plantao/shared/http/api'
import { backoff } from './backoff.ts'
import { failureOf } from './failure.ts'
import type { ConsolePorts } from './ports.ts'
import type { Failure, Session } from './state.ts'

/** A token is renewed this long before it ends, in milliseconds, or at half its life if that is shorter. */
const RENEW_BEFORE = 60_000

type Deps = Pick<ConsolePorts, 'clock' | 'random' | 'vault' | 'device'> & {
  /** The bare caller: no renewal in it. */
  api: Api
  setToken: (token: string | null) => void
  show: (session: Session) => void
  begin: (me: Me) => Promise<void>
  /** Answers whether anybody was at work. */
  end: (wipe: boolean) => Promise<boolean>
  /** Wipes a member's cache when nobody is at work on it. */
  wipe: (memberId: string) => Promise<void>
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
}

/** The member was removed, or the company is gone: nothing of it may stay on this machine. */
function isRemoval(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'auth.removed'
}

/** Who is signed in. The access token lives here and nowhere else; only one renewal is on its way at a time. */
export function createSession(deps: Deps) {
  const { api, clock, vault } = deps
  let me: Me | null = null
  let refreshToken: string | undefined
  let device: string | null = null
  let renewing: Promise<void> | null = null
  let cancelRenewal = () => {}
  let expiresAt = 0
  let failures = 0
  /** False while we go by what the vault says of the person, and the server was not asked yet. */
  let confirmed = true

  function keepFresh(seconds: number): void {
    const life = seconds * 1000
    expiresAt = clock.now() + life
    cancelRenewal()
    cancelRenewal = clock.after(Math.max(life / 2, life - RENEW_BEFORE), () => void renew().catch(() => {}))
  }

  function accept(signed: SignedIn): void {
    deps.setToken(signed.accessToken)
    refreshToken = signed.refreshToken ?? refreshToken
    if (signed.device && signed.device !== device) {
      device = signed.device
      // Without it the next sign-in is one of a stranger, no more.
      void deps.device?.save(device).catch(() => {})
    }
    keepFresh(signed.expiresIn)
    failures = 0
  }

  /** What this machine is known by, as the server gave it. */
  async function known(): Promise<{ device?: string }> {
    device ??= (await deps.device?.load().catch(() => null)) ?? null
    return device ? { device } : {}
  }

  async function askForToken(): Promise<SignedIn> {
    return api.refresh({ body: refreshToken ? { refreshToken, ...(await known()) } : {} })
  }

  async function enter(signed: SignedIn): Promise<void> {
    accept(signed)
    const now = await api.me({})
    confirmed = true
    me = now
    if (refreshToken) await vault?.save({ refreshToken, me: now })
    if (now.mustChangePassword) {
      deps.show({ phase: 'passwordChange', me: now, failure: null })
      return
    }
    await deps.begin(now)
    deps.show({ phase: 'signedIn', me: now, failure: null })
  }

  async function leave(failure: Failure | null, wipe: boolean): Promise<void> {
    const memberId = me?.member.id
    cancelRenewal()
    deps.setToken(null)
    me = null
    refreshToken = undefined
    await vault?.clear()
    const wasAtWork = await deps.end(wipe)
    if (wipe && !wasAtWork && memberId) await deps.wipe(memberId)
    deps.show({ phase: 'signedOut', me: null, failure })
  }

  /** The server takes this session for nobody's any more. Only who still belongs to the company keeps what is here. */
  function refused(error: unknown): Promise<void> {
    const code = isRemoval(error) ? 'auth.removed' : 'auth.session_ended'
    return leave({ code, details: {} }, isRemoval(error))
  }

  async function askAgain(): Promise<void> {
    try {
      accept(await askForToken())
      if (refreshToken && me) await vault?.save({ refreshToken, me })
      if (!confirmed) await confirm()
    } catch (error) {
      if (isRefusal(error)) await refused(error)
      else retryRenewal()
      throw error
    }
  }

  /** The person may have been renamed, or given a temporary password, while this machine was away. */
  async function confirm(): Promise<void> {
    const now = await api.me({})
    confirmed = true
    me = now
    if (refreshToken) await vault?.save({ refreshToken, me: now })
    if (now.mustChangePassword) await deps.end(false)
    deps.show({ phase: now.mustChangePassword ? 'passwordChange' : 'signedIn', me: now, failure: null })
  }

  function retryRenewal(): void {
    failures++
    cancelRenewal()
    cancelRenewal = clock.after(backoff(failures, deps.random), () => void renew().catch(() => {}))
  }

  function renew(): Promise<void> {
    renewing ??= askAgain().finally(() => {
      renewing = null
    })
    return renewing
  }

  async function start(): Promise<void> {
    const kept = await vault?.load()
    refreshToken = kept?.refreshToken
    if (kept && !kept.me.mustChangePassword) {
      // We know who sits here: the cache opens at once, however slow the line or the cloud may be.
      me = kept.me
      confirmed = false
      await deps.begin(kept.me)
      deps.show({ phase: 'signedIn', me: kept.me, failure: null })
      void renew().catch(() => {})
      return
    }
    try {
      await enter(await askForToken())
    } catch (error) {
      if (isRemoval(error)) {
        me = kept?.me ?? null
        return refused(error)
      }
      if (isRefusal(error)) return leave(null, false)
      deps.show({ phase: 'starting', me: null, failure: failureOf(error) })
      failures++
      cancelRenewal = clock.after(backoff(failures, deps.random), () => void start())
    }
  }

  return {
    start: () => {
      cancelRenewal()
      return start()
    },
    signIn: async (email: string, password: string) => {
      const client = vault ? ('desktop' as const) : ('browser' as const)
      await enter(await api.login({ body: { email, password, client, ...(await known()) } }))
    },
    changePassword: async (currentPassword: string, newPassword: string) => {
      await api.changePassword({ body: { currentPassword, newPassword } })
      if (!me?.mustChangePassword) return
      await enter(await askForToken())
    },
    signOut: async () => {
      await api.logout({ body: refreshToken ? { refreshToken } : {} }).catch(() => {})
      await leave(null, true)
    },
    /**
     * The server ended the session; asked for the next token it says why. Unsent replies and drafts stay for when the same
     * person returns, and are wiped with everything else where they were removed.
     */
    ended: () => renew().catch(() => {}),
    renew,
    stop: () => cancelRenewal(),
    /** After sleep: the timer may have slept too. */
    renewIfOld: async () => {
      if (me && expiresAt - clock.now() < RENEW_BEFORE) await renew().catch(() => {})
    },
    tooOld: async () => {
      cancelRenewal()
      await deps.end(false)
      deps.show({ phase: 'clientTooOld', me, failure: null })
    },
    passwordChangeRequired: async () => {
      if (!me) return
      await deps.end(false)
      me = { ...me, mustChangePassword: true }
      deps.show({ phase: 'passwordChange', me, failure: null })
    },
  }
}
export type SessionKeeper = ReturnType<typeof createSession>
