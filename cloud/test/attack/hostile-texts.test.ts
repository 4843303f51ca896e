import { MOST_SEARCHED } from '@plantao/shared/http/endpoints/knowledge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costsAt } from '../../../infra/testing/hostile/cost.ts'
import { type Ground, openGround } from '../../../infra/testing/hostile/ground.ts'
import { manyOwners } from '../../../infra/testing/hostile/owners.ts'
import { DOORS } from '../../../infra/testing/hostile/routes.ts'
import { DEAR, HOSTILE } from '../../../infra/testing/hostile/texts.ts'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

/** How many times an ordinary text of the same length a hostile one may cost. */
const BOUND = 3
/** Calls of one kind a minute and member end at 20; so many owners are never stopped. */
const OWNERS = 20

let test: TestHouse
let ground: Ground
beforeAll(async () => {
  test = await startHouse({ env: { DEMO_TENANT: 'padaria' } })
  const { house, tenantId } = test
  const waiting = async () => {
    const rows = await house.db.lookup<{ waiting: number }>('select waiting from queue_figures($1)', [
      new Date(),
    ])
    return rows.reduce((sum, row) => sum + Number(row.waiting), 0)
  }
  ground = openGround({
    cloudUrl: test.cloudUrl,
    phone: (from, more) => test.phone(from, more),
    owners: await manyOwners(
      test.cloudUrl,
      (sql, values) => house.db.tenant(tenantId, (tx) => tx.query(sql, values)),
      { email: 'dona@jornada.example', password: 'jornada-123', count: OWNERS },
    ),
    settled: async () => {
      // Twice, with the loop's turn between: a job that has just ended may have left another.
      for (let calm = 0; calm < 2; calm += 1)
        await expect.poll(waiting, { interval: 10, timeout: 60_000 }).toBe(0)
    },
  })
})
afterAll(() => test?.stop())

it.each(['á', '…', '👩‍🍳', ' a'])('searches for as many of %s as a question may have', async (letter) => {
  const q = letter.repeat(Math.floor(MOST_SEARCHED / letter.length))
  const path = `/knowledge/search?q=${encodeURIComponent(q)}`
  expect((await ground.call('owner', 'GET', path)).status).toBe(200)
})

// The public page answers 60 questions a minute to all its visitors together: too few to be measured beside a suite.
const MEASURED = DOORS.filter(({ name }) => name !== 'a question of the public page')

describe('a text costs no more than an ordinary one of its length', () => {
  it.each(MEASURED.map((door) => [door.name, door] as const))(
    '%s',
    async (_name, door) => {
      const costs = await costsAt(door, door.isDear ? DEAR : HOSTILE, ground, BOUND)
      const worst = costs.reduce((one, other) => (other.ratio > one.ratio ? other : one))
      console.log(
        `${door.name}: ordinary ${worst.ordinaryMs.toFixed(1)} ms, worst ${worst.kind} ${worst.hostileMs.toFixed(1)} ms (${worst.ratio.toFixed(2)})`,
      )
      expect(costs.filter(({ ratio }) => ratio > BOUND)).toEqual([])
    },
    300_000,
  )
})
