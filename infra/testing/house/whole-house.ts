import { inject } from 'vitest'
import { LATE_STRIPE_ENV } from '../../sandbox/src/testing/late-stripe.ts'
import { keepHouse } from '../suite-log/suite-log.ts'
import { type HouseOptions, startWholeHouse, type WholeHouse } from './start-house.ts'

/** The product as it runs, for a test: its logs and its people's words are kept to be searched when all tests have run. */
export async function startTestedHouse(options: HouseOptions = {}): Promise<WholeHouse> {
  const house = await startWholeHouse({
    template: inject('clusterTemplate'),
    ...options,
    env: { ...LATE_STRIPE_ENV, ...options.env },
  })
  return {
    ...house,
    stop: () => keepHouse(house.dataDir, house.databaseUrl).finally(() => house.stop()),
  }
}
