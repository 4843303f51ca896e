import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from '@plantao/shared/http/api'
import { afterAll, expect, it } from 'vitest'
import { mulberry32 } from '../../../infra/sandbox/src/random.ts'
import { seedsOf } from '../../../infra/testing/seeds.ts'
import { createFakeHouse } from '../../test/fake-house.ts'
import { turnedClock } from '../../test/turned-clock.ts'
import type { Cache } from '../engine/cache.port.ts'
import { createConsole } from '../engine/console.ts'
import type { ConsolePorts } from '../engine/ports.ts'
import { sqliteCache } from './cache.sqlite.ts'

// The engine on SQLite, ended between any two steps towards disk or network, hundreds of times: one process, so that
// the instant is exact. The same with a true `kill -9` and the true cloud is infra/journeys/console-engine.test.ts.

const folder = mkdtempSync(join(tmpdir(), 'plantao-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

/** A fault planted into the engine's surroundings, to show that this test would see it. */
type Mutant = 'none' | 'outboxUnsaved' | 'cursorFirst' | 'newClientIds' | 'draftsShared'

function dice(seed: number) {
  const next = mulberry32(seed)
  return (below: number) => Math.floor(next() * below)
}

/** One life of the engine: after `steps` passages through its ports nothing moves any more. */
function mortal(steps: number) {
  let left = steps
  let end = () => {}
  const died = new Promise<void>((resolve) => {
    end = resolve
  })
  const over = () => left < 0
  const spend = () => {
    if (left >= 0 && --left < 0) end()
    return over()
  }
  const never = new Promise<never>(() => {})
  async function pass<T>(run: () => Promise<T>): Promise<T> {
    if (spend()) return never
    try {
      const answer = await run()
      return spend() ? never : answer
    } catch (error) {
      if (over()) return never
      throw error
    }
  }
  return {
    pass,
    over,
    died,
    kill: () => {
      left = -1
      end()
    },
  }
}

async function badDays(seed: number, lives: number, mutant: Mutant): Promise<string[]> {
  const below = dice(seed)
  const clock = turnedClock()
  const house = createFakeHouse(clock.now)
  const ids = Array.from({ length: 4 }, (_each, n) => house.addConversation(n))
  for (const id of ids) house.addMessage(id)
  const path = join(folder, `${++files}.db`)
  const openFile = () => sqliteCache({ path, key: Buffer.alloc(32, 7) }, clock.now)
  const tried = ids.map((): string[] => [])
  const promised = ids.map((): string[] => [])
  const drafts = ids.map(() => [''])
  let made = 0
  let clientIds = 0

  function boot(life: ReturnType<typeof mortal>, file: Cache) {
    const cache: Cache = {
      ...file,
      load: () =>
        life.pass(async () => {
          const loaded = await file.load()
          if (mutant !== 'newClientIds') return loaded
          return {
            ...loaded,
            outbox: loaded.outbox.map((item) => ({ ...item, clientId: `new-${++clientIds}` })),
          }
        }),
      commit: (step) =>
        life.pass(() => {
          if (mutant === 'outboxUnsaved') return file.commit({ ...step, outboxPut: [] })
          if (mutant === 'draftsShared' && step.drafts) {
            const shared = Object.fromEntries(
              ids.map((id) => [id, Object.values(step.drafts ?? {})[0] ?? '']),
            )
            return file.commit({ ...step, drafts: shared })
          }
          return file.commit(step)
        }),
      thread: (id) => life.pass(() => file.thread(id)),
      unfinished: (since, limit) => life.pass(() => file.unfinished(since, limit)),
      // The process is gone: its file is closed by the one who plays the system.
      close: async () => {},
    }
    const early = async (seq: number | undefined) => {
      if (mutant === 'cursorFirst' && seq) await file.commit({ cursor: seq })
    }
    const calls = Object.entries(house.api()).map(([name, call]) => [
      name,
      (given: never) =>
        life.pass(async () => {
          const answer = await (call as (given: never) => Promise<unknown>)(given)
          if (name === 'events') await early((answer as { items: { seq: number }[] }).items.at(-1)?.seq)
          return answer
        }),
    ])
    const connect: ConsolePorts['connect'] = (handshake, listener) =>
      house.connect(handshake, {
        ...listener,
        hello: (hello) => life.over() || listener.hello(hello),
        events: (events) => {
          if (life.over()) return
          void early(events.at(-1)?.seq)
          listener.events(events)
        },
        down: () => life.over() || listener.down(),
      })
    return createConsole({
      api: () => Object.fromEntries(calls) as Api,
      connect,
      cache: async () => cache,
      clock: { now: clock.now, after: (ms, run) => clock.after(ms, () => life.over() || run()) },
      newId: () => `client-${++clientIds}`,
      random: () => 0.5,
      keepMessages: 'all',
    })
  }

  for (let n = 0; n <= lives; n++) {
    const last = n === lives
    // The first life is long enough to have fetched everything, so that what is missed later stays missed.
    const life = mortal(n === 0 || last ? 1_000_000 : 2 + below(60))
    const file = openFile()
    const engine = boot(life, file)
    void engine.start()
    await clock.turn(n === 0 || last ? 20_000 : below(30))
    for (let step = 0; step < 12 && !life.over() && !last; step++) {
      const to = below(ids.length)
      const id = ids[to] ?? ''
      const what = below(9)
      if (what === 0) house.addMessage(id)
      if (what === 1) house.changeMessage(id, below(house.messages.get(id)?.length ?? 1), { status: 'read' })
      if (what === 2) house.drop()
      if (what === 3) house.restore()
      if (what === 4) house.fault = (['none', 'down', 'lost-answer'] as const)[below(3)] ?? 'none'
      if (what === 5) {
        const draft = `${to}: rascunho ${++made}`
        const there = (await engine.snapshot()).session.phase === 'signedIn'
        if (there) {
          drafts[to]?.push(draft)
          void engine.setDraft(id, draft).then(() => drafts[to]?.splice(0, drafts[to].indexOf(draft)))
        }
      }
      if (what === 8) house.addLate(id, below(80))
      if (what === 6 || what === 7) {
        const text = `${to}: resposta ${++made}`
        tried[to]?.push(text)
        void engine.send(id, text).then((outcome) => outcome.ok && promised[to]?.push(text))
      }
      await clock.turn(below(4) === 0 ? 1500 : 5)
    }
    if (last) {
      house.fault = 'none'
      house.restore()
      await clock.turn(240_000)
      const wrong = await compare(await engine.snapshot(), file)
      await engine.stop()
      await file.close()
      return wrong
    }
    life.kill()
    await clock.turn(0)
    await file.close()
  }
  return []

  async function compare(
    state: Awaited<ReturnType<ReturnType<typeof createConsole>['snapshot']>>,
    file: Cache,
  ): Promise<string[]> {
    const wrong: string[] = []
    if (state.outbox.length > 0) wrong.push('something is still on its way')
    for (const [n, id] of ids.entries()) {
      const rows = house.messages.get(id) ?? []
      const sent = rows.filter((each) => each.clientId).map((each) => each.text ?? '')
      for (const text of promised[n] ?? []) if (!sent.includes(text)) wrong.push(`lost ${text}`)
      if (new Set(sent).size < sent.length) wrong.push(`doubled in ${n}`)
      const inOrder = (tried[n] ?? []).filter((text) => sent.includes(text))
      if (JSON.stringify([...new Set(sent)]) !== JSON.stringify(inOrder)) wrong.push(`out of order in ${n}`)
      const mark = (each: { id: string; status: string }) => `${each.id} ${each.status}`
      const here = (await file.thread(id))?.messages.map(mark).sort() ?? []
      if (JSON.stringify(here) !== JSON.stringify(rows.map(mark).sort())) wrong.push(`missed in ${n}`)
      const draft = state.drafts[id] ?? ''
      if (!drafts[n]?.includes(draft)) wrong.push(`draft of ${n} is "${draft}"`)
    }
    return wrong
  }
}

/** Lives of one run are 20 times this; `CRASH_DAYS=50` makes the thousand. */
const DAYS = Number(process.env.CRASH_DAYS ?? 8)

it.each(seedsOf('CRASH_SEED', 261_130))(
  'ended at any step, life after life: nothing lost, doubled, out of order, missed or misplaced (seed %i)',
  async (seed) => {
    for (let day = 0; day < DAYS; day++) expect(await badDays(seed + day, 20, 'none')).toEqual([])
  },
  120_000,
)

it.each([
  ['outboxUnsaved', 'lost'],
  ['cursorFirst', 'missed'],
  ['newClientIds', 'doubled'],
  ['draftsShared', 'draft of'],
] as const)(
  'sees the fault when it is planted: %s',
  async (mutant, word) => {
    const found: string[] = []
    for (let day = 0; day < 8 && !found.some((each) => each.startsWith(word)); day++) {
      found.push(...(await badDays(4711 + day, 20, mutant)))
    }
    expect(found.some((each) => each.startsWith(word))).toBe(true)
  },
  120_000,
)
