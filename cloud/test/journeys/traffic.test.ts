import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { runTraffic } from '../../../infra/testing/traffic/traffic.ts'

let test: TestHouse
beforeAll(async () => {
  test = await startHouse()
})
afterAll(() => test.stop())

it('closes the ledger with no gap and no doubled reply, whatever the webhooks do', {
  timeout: 240_000,
}, async () => {
  const seed = 7
  const figures = await runTraffic(
    {
      tenantId: test.tenantId,
      db: test.house.db,
      gateway: test.house.gateway,
      write: (from, message) => test.phone(from, message),
      faults: (settings) => test.sandbox('POST', '/faults', settings),
      noFaults: () => test.sandbox('DELETE', '/faults'),
      ledger: () => test.sandbox('GET', '/ledger'),
    },
    { count: 300, perSecond: 30, customers: 60, seed },
  )
  console.info(`traffic seed ${seed}: ${JSON.stringify(figures)}`)
  expect(figures).toMatchObject({
    sent: 300,
    stored: 300,
    unhandled: 0,
    missedAfter: 0,
    gaps: 0,
    doubled: 0,
  })
  // The faults were there, or nothing was proved.
  expect(figures.missed).toBeGreaterThan(0)
})
