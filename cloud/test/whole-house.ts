import { type HouseOptions, startWholeHouse, type WholeHouse } from '../../infra/bench/house/start-house.ts'
import { keepHouse } from './suite-log/suite-log.ts'

/** The product as it runs, for a test: its logs and its people's words are kept to be searched when all tests have run. */
export async function startTestedHouse(options: HouseOptions = {}): Promise<WholeHouse> {
  const house = await startWholeHouse(options)
  return {
    ...house,
    stop: () => keepHouse(house.dataDir, house.databaseUrl).finally(() => house.stop()),
  }
}
