import { type HouseOptions, startWholeHouse, type WholeHouse } from '../../infra/bench/house/start-house.ts'
import { keepLog, keepWords } from './suite-log/suite-log.ts'

/** The product as it runs, for a test: its logs and its people's words are kept to be searched when all tests have run. */
export async function startTestedHouse(options: HouseOptions = {}): Promise<WholeHouse> {
  const house = await startWholeHouse(options)
  return {
    ...house,
    async stop() {
      const kept = Promise.all([house.logs().then(keepLog), keepWords(house.databaseUrl)])
      await kept.finally(() => house.stop())
    },
  }
}
