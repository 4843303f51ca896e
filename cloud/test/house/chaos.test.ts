import { afterAll, beforeAll, expect, it } from 'vitest'
import { runChaos } from '../../../infra/testing/chaos/run-chaos.ts'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'

// The short version of `npm run bench -- chaos`, which writes 20,000 messages.

const SEED = 20_261_124

let house: WholeHouse
beforeAll(async () => {
  house = await startTestedHouse({ services: ['web', 'worker,scheduler'], env: { LOG_LEVEL: 'info' } })
}, 120_000)
afterAll(() => house?.stop(), 60_000)

it(`loses, doubles and swaps nothing in 500 messages under kills and faults (seed ${SEED})`, async () => {
  const result = await runChaos(house, {
    messages: 500,
    customers: 60,
    seed: SEED,
    perSecond: 40,
    killEveryMs: 4_000,
    restartDatabaseEveryMs: 5_000,
    settleWithinMs: 150_000,
  })
  expect(result).toMatchObject({
    received: 500,
    lost: [],
    duplicated: [],
    outOfOrder: [],
    gaps: 0,
    crashes: 0,
  })
  // Otherwise it was not the run it says it is.
  expect(result.kills).toBeGreaterThan(0)
  expect(result.databaseRestarts).toBeGreaterThan(0)
  expect(result.replies).toBeGreaterThan(20)
}, 240_000)
