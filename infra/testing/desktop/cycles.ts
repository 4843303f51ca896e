import type { Conversation, Message } from '@plantao/shared/conversations'
import type { CachedThread } from '../../../desktop/src/engine/cache.port.ts'
import type { ConsoleState } from '../../../desktop/src/engine/state.ts'
import type { MemberClient } from '../people/member.ts'
import { type Phone, until } from '../people/phone.ts'
import { seededRandom } from '../random.ts'
import { type EngineHost, startEngineHost } from './engine-host.ts'
import type { Wire } from './wire.ts'

const QUESTION = 'Vocês fazem bolo de casamento vegano com recheio de pitaya?'
const SETTLES_WITHIN_MS = 90_000

/** What a run of bad days came to. Everything that went wrong is named by its words, so that it can be looked up. */
export type Verdict = {
  cycles: number
  kills: number
  /** Replies that `send` acknowledged, and those of them that the server never got. */
  promised: number
  lost: string[]
  doubled: string[]
  outOfOrder: number
  /** Messages the customers wrote, and those missing or different on the disk of the console at the end. */
  written: number
  missed: string[]
  /** Drafts that are not what was last kept, or stand at somebody else's conversation. */
  misplaced: string[]
}

type Deps = { wire: Wire; folder: string; phone: Phone; owner: MemberClient; customers: string[] }

/**
 * Lets an attendant work through `cycles` of kills, cut lines, lost answers and reconnects, then compares what the
 * engine kept with what the server has and the phones show. `folder` is the engine's, empty at first.
 */
export async function runCycles(cycles: number, seed: number, deps: Deps): Promise<Verdict> {
  const { wire, folder, phone, owner, customers } = deps
  const { below, pick } = seededRandom(seed)
  const boot = async () => {
    const born = await startEngineHost(wire.url, folder)
    void born.call('start')
    return born
  }
  let engine = await boot()
  await until('the sign-in', async () => {
    return (await engine.call('signIn', 'atendente@padaria.example', 'padaria-demo'))?.ok
  })
  for (const customer of customers) await phone.write(customer, QUESTION)
  const find = (state: ConsoleState | undefined, customer: string): Conversation | undefined =>
    Object.values(state?.conversations ?? {}).find((each) => each.contact.phone === customer)
  const people = await Promise.all(
    customers.map(async (customer, n) => {
      const id = await until(`the handoff of ${n}`, async () => {
        const found = find(await engine.call('snapshot'), customer)
        return found?.state === 'awaiting_human' && found.id
      })
      /** `drafts`: what was asked to be kept, oldest first, from the last that was acknowledged on. */
      return { n, customer, id, tried: [] as string[], promised: [] as string[], drafts: [''] }
    }),
  )
  let made = 0
  let written = 0
  let kills = 0

  function act(): Promise<unknown>[] {
    const life = engine
    const to = pick(people)
    const text = `cliente ${to.n}, resposta ${++made}`
    to.tried.push(text)
    const sent = life.call('send', to.id, text).then((outcome) => {
      if (outcome?.ok) to.promised.push(text)
    })
    const about = pick(people)
    const draft = `cliente ${about.n}, rascunho ${++made}`
    about.drafts.push(draft)
    const kept = keepDraft(life, about.id, draft).then((isKept) => {
      if (isKept) about.drafts.splice(0, about.drafts.indexOf(draft))
    })
    written++
    return [sent, kept, phone.write(pick(people).customer, `e aí? ${++made}`)]
  }

  for (let cycle = 0; cycle < cycles; cycle++) {
    const trouble = pick(['kill', 'kill', 'offline', 'deaf', 'reconnect'] as const)
    if (trouble === 'offline') wire.cut()
    if (trouble === 'deaf') wire.loseAnswers()
    const acts = Array.from({ length: 1 + below(3) }, act).flat()
    await Promise.race([Promise.all(acts), wait(below(300))])
    if (trouble === 'kill' || below(4) === 0) {
      await engine.kill()
      kills++
      await Promise.all(acts)
      engine = await boot()
    }
    if (trouble === 'reconnect') wire.cut()
    await wait(below(60))
    wire.mend()
    await Promise.all(acts)
    if (trouble !== 'kill') void engine.call('wake')
  }

  const state = await atRest(engine)
  const verdict: Verdict = {
    ...{ cycles, kills, written, promised: 0, outOfOrder: 0 },
    ...{ lost: [], doubled: [], missed: [], misplaced: [] },
  }
  for (const person of people) {
    const onPhone = async () =>
      (await phone.thread(person.customer))
        .map(({ text }) => text)
        .filter((text) => person.tried.includes(text))
    const wanted = (await historyOf(owner, person.id)).filter((each) =>
      person.tried.includes(each.text ?? ''),
    )
    await until(
      'all of it on the phone',
      async () => (await onPhone()).length >= wanted.length,
      SETTLES_WITHIN_MS,
    )
    const got = await onPhone()
    verdict.promised += person.promised.length
    verdict.lost.push(...person.promised.filter((text) => !got.includes(text)))
    verdict.doubled.push(...got.filter((text, at) => got.indexOf(text) !== at))
    const order = got.map((text) => person.tried.indexOf(text))
    verdict.outOfOrder += order.filter((place, at) => at > 0 && place < order[at - 1]!).length
    verdict.missed.push(...(await missing(engine, owner, person.id)))
    const draft = state.drafts[person.id] ?? ''
    if (!person.drafts.includes(draft))
      verdict.misplaced.push(draft || `nothing instead of ${person.drafts[0]}`)
  }
  await engine.kill()
  return verdict
}

/**
 * Waits until everything was sent. A long run leaves hundreds of replies, and the cloud takes so many calls a minute: what may not
 * last is standing still.
 */
async function atRest(engine: EngineHost): Promise<ConsoleState> {
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    const now = await until(
      'an outbox that empties',
      async () => {
        // Only looked at: a console that is woken ten times a second meets the limit of calls a minute.
        const state = await engine.call('snapshot')
        const { session, connection, outbox } = state ?? {}
        const shrank = session?.phase === 'signedIn' && outbox && outbox.length < left
        if (state && (shrank || isAtRest(state))) return state
        // Named, so that whoever waited in vain reads what it stood still at.
        throw new Error(
          JSON.stringify([session?.phase, session?.failure, connection, left, outbox?.slice(0, 3)]),
        )
      },
      SETTLES_WITHIN_MS,
    )
    if (isAtRest(now)) return now
    left = now.outbox.length
  }
}

function isAtRest({ session, connection, outbox }: ConsoleState): boolean {
  const isOnline = connection.phase === 'online' && !connection.catchingUp
  return session.phase === 'signedIn' && isOnline && outbox.length === 0
}

/**
 * Whether a draft was kept for certain. `setDraft` answers nothing, and so do a process that is gone and an engine that
 * still opens its session and has nowhere to keep it: only who was signed in before and still answers after proves it.
 */
async function keepDraft(engine: EngineHost, id: string, draft: string): Promise<boolean> {
  const asked = [engine.call('snapshot'), engine.call('setDraft', id, draft)] as const
  const before = await asked[0]
  await asked[1]
  const after = await engine.call('snapshot')
  return before?.session.phase === 'signedIn' && after?.session.phase === 'signedIn'
}

/** Messages of the server that the console's disk lacks or holds in another state; asked until ticks have settled. */
async function missing(engine: EngineHost, owner: MemberClient, id: string): Promise<string[]> {
  let found: string[] = []
  for (let look = 0; look < 40; look++) {
    const server = await historyOf(owner, id)
    const kept = (await engine.ask<CachedThread>('cached', id))?.messages ?? []
    const mark = (each: Message) => `${each.id} ${each.status} ${each.text}`
    const here = new Set(kept.map(mark))
    found = server.map(mark).filter((each) => !here.has(each))
    if (found.length === 0 && kept.length === server.length) return []
    if (found.length === 0) found = [`${kept.length - server.length} too many`]
    await wait(500)
  }
  return found
}

async function historyOf(owner: MemberClient, id: string): Promise<Message[]> {
  const all: Message[] = []
  let before = ''
  for (;;) {
    const path = `/conversations/${id}/messages?limit=100${before && `&before=${encodeURIComponent(before)}`}`
    const { body } = await owner.call<{ items: Message[]; nextCursor?: string }>('GET', path)
    all.unshift(...body.items)
    if (!body.nextCursor) return all
    before = body.nextCursor
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
