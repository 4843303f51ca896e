import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { api } from '../api.ts'
import { endpointQuery, queries, reread } from '../queries.ts'
import { signIn, signOut, startSession, useSession } from './session.store.ts'

const DONA = '01980000-0000-7000-8000-00000000000a'
const OTHER = '01980000-0000-7000-8000-00000000000b'
const TEAM = endpointQuery('team', { query: { limit: 50 } })

type Asked = { path: string; token: string | null }
type Reply = { status: number; body: unknown }
let asked: Asked[]
/** Whom the cookie names; null: nobody. */
let cookie: string | null
/** How the team is answered, in place of an empty list. */
let team: (token: string | null) => Reply | Promise<Reply>

const refusal = (status: number, code: string): Reply => ({
  status,
  body: { error: { code, message: code, traceId: 't' } },
})
const member = (id: string) => ({
  id,
  name: 'Dona',
  email: 'dona@padaria.example',
  role: 'owner',
  tenantId: id,
})
const signed = (id: string): Reply => ({
  status: 200,
  body: { accessToken: `token of ${id}`, expiresIn: 900, mustChangePassword: false, member: member(id) },
})

async function answer(path: string, token: string | null): Promise<Reply> {
  if (path.endsWith('/auth/refresh')) return cookie ? signed(cookie) : refusal(401, 'auth.session_ended')
  if (path.endsWith('/auth/login')) return signed(cookie ?? DONA)
  if (path.endsWith('/auth/logout')) return { status: 200, body: {} }
  if (path.includes('/team')) return team(token)
  const tenant = { id: DONA, name: 'Padaria', timeZone: 'America/Sao_Paulo' }
  return { status: 200, body: { member: member(cookie ?? DONA), tenant, mustChangePassword: false } }
}

const calls = (path: string) => asked.filter((one) => one.path.includes(path))
const kept = () => queries.getQueryCache().getAll().length

beforeEach(async () => {
  asked = []
  cookie = DONA
  team = () => ({ status: 200, body: { items: [] } })
  vi.stubGlobal('fetch', async (path: string, { headers }: { headers: Record<string, string> }) => {
    const token = headers.authorization?.replace('Bearer ', '') ?? null
    asked.push({ path, token })
    const { status, body } = await answer(path, token)
    return new Response(JSON.stringify(body), { status })
  })
  await startSession()
  expect(useSession.getState().phase).toBe('signedIn')
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  queries.clear()
})

it('forgets what the server answered when the member leaves, also what comes only then', async () => {
  await queries.fetchQuery(TEAM)
  expect(kept()).toBe(1)
  let come = (_: Reply) => {}
  team = () => new Promise((done) => (come = done))
  // Whoever waited for it is told that it was given up.
  const late = queries.fetchQuery(endpointQuery('team', { query: { limit: 2 } })).catch(() => null)
  await signOut()
  expect(kept()).toBe(0)
  come({ status: 200, body: { items: [] } })
  await late
  expect(kept()).toBe(0)
  await signIn('dona@padaria.example', 'padaria-demo')
  expect(queries.getQueryData(TEAM.queryKey)).toBeUndefined()
})

it('forgets it, too, when the server ends the session', async () => {
  await queries.fetchQuery(TEAM)
  cookie = null
  team = () => refusal(401, 'auth.session_ended')
  await expect(api.team({ query: { limit: 50 } })).rejects.toMatchObject({ status: 401 })
  expect(useSession.getState()).toEqual({ phase: 'signedOut', ended: true })
  expect(kept()).toBe(0)
})

it('renews an old token once, for all that was asked at that time, and asks again', async () => {
  let old = true
  team = () => (old ? refusal(401, 'auth.session_ended') : { status: 200, body: { items: [] } })
  const both = [api.team({ query: { limit: 1 } }), api.team({ query: { limit: 2 } })]
  old = false
  const before = calls('/auth/refresh').length
  await Promise.all(both)
  expect(calls('/auth/refresh').length - before).toBe(1)
  expect(calls('/team')).toHaveLength(4)
})

it('does nothing in the name of another who signed in beside this page', async () => {
  cookie = OTHER
  team = (token) =>
    token === `token of ${DONA}` ? refusal(401, 'auth.session_ended') : { status: 200, body: { items: [] } }
  await queries.fetchQuery(endpointQuery('me', {}))
  await expect(api.team({ query: { limit: 50 } })).rejects.toMatchObject({ code: 'auth.session_ended' })
  expect(calls('/team').map(({ token }) => token)).toEqual([`token of ${DONA}`])
  expect(useSession.getState()).toEqual({ phase: 'signedOut', ended: true })
  expect(kept()).toBe(0)
})

it('asks a server in trouble three times, and one that refuses once', async () => {
  vi.useFakeTimers()
  const failed = async (reply: Reply) => {
    asked = []
    team = () => reply
    const asking = queries.fetchQuery({ ...TEAM, retry: queries.getDefaultOptions().queries?.retry ?? false })
    const seen = asking.then(
      () => 'answered',
      (error: Error) => (error as { code?: string }).code,
    )
    await vi.advanceTimersByTimeAsync(10_000)
    return { code: await seen, calls: calls('/team').length }
  }
  expect(await failed(refusal(503, 'internal'))).toEqual({ code: 'internal', calls: 3 })
  expect(await failed(refusal(403, 'auth.forbidden'))).toEqual({ code: 'auth.forbidden', calls: 1 })
})

it('asks again after a write for what is on the screen, and shows the old until then', async () => {
  const seen: unknown[] = []
  const screen = new QueryObserver(queries, TEAM)
  const leave = screen.subscribe(({ data }) => seen.push(data))
  await vi.waitFor(() => expect(seen.at(-1)).toEqual({ items: [] }))
  const before = calls('/team').length
  await reread('team', 'invites')
  expect(calls('/team').length - before).toBe(1)
  expect(seen.slice(1).every(Boolean)).toBe(true)
  leave()
})
