import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedsOf } from '../../testing/seeds.ts'
import { type Ground, startGround } from './ground.ts'
import { mutated, written } from './hostile.ts'
import { createJudge } from './judge.ts'
import { type Result, type Told, tried, watchProcess } from './run.ts'
import { DOORS, fuzzDoor } from './targets.ts'

// A few hundred malformed payloads at every door; `bench fuzz` sends a hundred thousand.

const COUNT = Number(process.env.FUZZ_COUNT ?? 400)
let ground: Ground
let watched: ReturnType<typeof watchProcess>

beforeAll(async () => {
  ground = await startGround({ people: 6 })
  watched = watchProcess()
}, 120_000)
afterAll(async () => {
  watched?.stop()
  await ground?.stop()
})

/** What a run must have met to have been one. */
const REACHES: Record<(typeof DOORS)[number], (outcomes: Result['outcomes']) => boolean> = {
  ipc: (o) => o.taken! > 50 && o.refused! > 50 && o['stranger refused']! > 20,
  evolution: (o) => o['200']! > 100 && o['400']! > 20 && o['401']! > 5,
  stripe: (o) => o['200']! > 100 && o['400']! > 50,
  http: (o) => o['200']! > 60 && o['400']! > 60 && o['404']! > 20 && o['routes reached']! > 30,
  socket: (o) => o.joined! > 5 && o.frame! > 100,
  import: (o) => o['txt taken']! > 20 && o['import.unsupported']! > 20,
}

describe.each(seedsOf('FUZZ_SEED', 261_130))(`${COUNT} malformed payloads, seed %i`, (seed) => {
  it.each(DOORS)(
    '%s: no 5xx, no crash, no leak, nothing of the other company touched',
    async (door) => {
      const count = door === 'import' ? COUNT / 2 : COUNT
      const { sent, findings, outcomes } = await fuzzDoor(door, ground, { count, seed })
      expect(findings).toEqual([])
      expect(sent).toBeGreaterThanOrEqual(count)
      expect(REACHES[door](outcomes), JSON.stringify(outcomes)).toBe(true)
      expect(watched.seen).toEqual([])
    },
    240_000,
  )
})

describe('the judge', () => {
  const judge = createJudge(['CANARY-other'])
  const refusal = (message: string) =>
    JSON.stringify({ error: { code: 'request.invalid', message, traceId: 't' } })
  it.each([
    ['a 5xx', 500, '{"error":{"code":"internal","message":"x","traceId":"t"}}'],
    ['a stack', 400, refusal('Error\\n    at perform (file:///srv/cloud/src/a.ts:1:2)')],
    ['SQL', 400, refusal('duplicate key value violates unique constraint')],
    ['a statement', 200, 'select id from member where tenant_id = $1'],
    ['another company', 200, '{"name":"CANARY-other"}'],
    ['an address of a part', 400, refusal('connect ECONNREFUSED 127.0.0.1:5432')],
    ['a refusal without a name', 400, '{"error":{"code":"oops","message":"x","traceId":"t"}}'],
    ['a refusal in words alone', 400, 'Bad Request'],
    ['a name with another status', 404, refusal('x')],
  ])('sees %s (mutant)', (_what, status, text) => {
    expect(judge({ status, text, sent: '' })).not.toEqual([])
  })
  it('takes an echo of what was sent for no leak', () => {
    expect(judge({ status: 200, text: 'CANARY-other TypeError', sent: 'CANARY-other TypeError' })).toEqual([])
    expect(judge({ status: 400, text: refusal('x'), sent: '' })).toEqual([])
  })
})

describe('a fault that is planted (mutant)', () => {
  /** A reader that falls over a field called `role`, however deep it lies and whatever lies beside it. */
  const fallsOverRole = async (payload: string): Promise<Told> => ({
    outcome: 'read',
    faults: payload.includes('"role"') ? ['fell over'] : [],
    case: payload,
  })
  const EVENT = {
    event: 'x',
    data: { key: { id: 'A' }, message: { text: 'bom dia' }, list: [1, 2, { a: 'b' }] },
  }
  const fuzz = (at: number) =>
    tried({ seed: 7, door: 'planted', at }, (random) =>
      fallsOverRole(String(written(random, mutated(random, EVENT, random.pick([1, 2, 3, 6]))))),
    )

  it('is found among some hundred payloads, and shown by one part exchanged, written as JSON is', async () => {
    const found = (await Promise.all(Array.from({ length: 300 }, (_, at) => fuzz(at)))).filter(
      ({ faults }) => faults.length > 0,
    )
    expect(found.length).toBeGreaterThan(2)
    // The smallest: one field beside those that belong there.
    const { role, ...rest } = JSON.parse(found[0]!.case)
    expect([role !== undefined || JSON.stringify(rest).includes('"role"')]).toEqual([true])
    for (const { case: shown } of found) expect(shown.length).toBeLessThan(JSON.stringify(EVENT).length + 60)
  })

  it('is found again by its seed and number, and a payload that finds nothing is sent once', async () => {
    const sent: string[] = []
    const once = await tried({ seed: 7, door: 'quiet', at: 3 }, async (random) => {
      sent.push(String(random.below(1_000_000)))
      return { outcome: 'ok', faults: [], case: '' }
    })
    expect(once.outcome).toBe('ok')
    expect(sent).toHaveLength(1)
    for (let at = 0; at < 20; at++) expect(await fuzz(at)).toEqual(await fuzz(at))
  })
})
