import type { Me } from '@plantao/shared/accounts'
import { ApiError } from '@plantao/shared/http/api'
import { create } from 'zustand'
import { api, doorApi, followSession, speakFor } from '../api.ts'
import { queries } from '../queries.ts'

type SessionState =
  | { phase: 'starting' }
  /** No answer came; the page may try again. */
  | { phase: 'unreachable' }
  /** `ended`: the server ended a session that was open. */
  | { phase: 'signedOut'; ended: boolean }
  | { phase: 'passwordChange'; me: Me; password: string | null }
  | { phase: 'signedIn'; me: Me }

export const useSession = create<SessionState>(() => ({ phase: 'starting' }))
const show = (state: SessionState) => useSession.setState(state, true)

/** Who am I, by the cookie? Decides what the page shows first. */
export async function startSession(): Promise<void> {
  followSession({
    ended: () => leave(true),
    passwordChange: () => void enter(null).catch(() => show({ phase: 'unreachable' })),
  })
  show({ phase: 'starting' })
  try {
    const signed = await doorApi.refresh({ body: {} })
    speakFor(signed)
    await enter(null)
  } catch (error) {
    // Only a refused cookie means nobody is signed in; a server that is busy or limits us says nothing about it.
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      return show({ phase: 'signedOut', ended: false })
    }
    show({ phase: 'unreachable' })
  }
}

/** `password` spares typing the temporary one twice right after signing in with it. */
async function enter(password: string | null): Promise<void> {
  const me = await doorApi.me({})
  show(me.mustChangePassword ? { phase: 'passwordChange', me, password } : { phase: 'signedIn', me })
}

export async function signIn(email: string, password: string): Promise<void> {
  const signed = await doorApi.login({ body: { email, password } })
  speakFor(signed)
  await enter(password)
}

/** Changes the password. Other sessions end; this one gets a fresh token and goes on. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await api.changePassword({ body: { currentPassword, newPassword } })
  const signed = await doorApi.refresh({ body: {} })
  speakFor(signed)
  await enter(null)
}

/** Reads the member and the company again, after one of them changed. */
export async function reloadMe(): Promise<void> {
  show({ phase: 'signedIn', me: await api.me({}) })
}

export async function signOut(): Promise<void> {
  await doorApi.logout({ body: {} }).catch(() => {})
  leave(false)
}

function leave(ended: boolean): void {
  speakFor(null)
  queries.clear()
  show({ phase: 'signedOut', ended })
}

/** The signed-in member; only for pages inside the dashboard. */
export function useMe(): Me {
  const session = useSession()
  if (session.phase !== 'signedIn') throw new Error('a page of the dashboard was drawn for nobody')
  return session.me
}
