import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

/** The model takes this long: long enough that the customer sees somebody type. */
const WRITES_MS = 1500
const WITHIN = { timeout: 20_000 }

let test: TestHouse
beforeAll(async () => {
  test = await startHouse()
})
afterAll(() => test.stop())
afterEach(async () => {
  await test.sandbox('DELETE', '/faults')
  vi.restoreAllMocks()
})

/** The customer's phone shows a burst for as long as nobody ends it, however slow the machine is. */
function watched() {
  const { gateway } = test.house
  const shown = vi.spyOn(gateway, 'showTyping').mockReturnValue(new Promise(() => undefined))
  return { shown, hidden: vi.spyOn(gateway, 'hideTyping') }
}

it('types while the answer is written and stops when it is there', async () => {
  const { shown, hidden } = watched()
  await test.sandbox('POST', '/faults', { openai: { delayMs: WRITES_MS } })
  await test.phone('5511988880001', { text: 'vocês aceitam pix?' })
  await expect.poll(() => shown.mock.calls.length, WITHIN).toBe(1)
  expect(hidden).not.toHaveBeenCalled()
  const replied = async () => (await test.onPhone('5511988880001')).some(({ author }) => author === 'api')
  await expect.poll(replied, WITHIN).toBe(true)
  // The burst would go on for seconds; it is cut short.
  await expect.poll(() => hidden.mock.calls.length, WITHIN).toBe(1)
})

it('stops typing when a person takes over, and says nothing more', async () => {
  await test.settings({ debounce: { completeMs: 8000, fragmentMs: 8000, capMs: 9000 } })
  const { shown, hidden } = watched()
  await test.phone('5511988880002', { text: 'vocês aceitam pix?' })
  await expect.poll(() => shown.mock.calls.length, WITHIN).toBe(1)
  const conversation = await test.conversation('5511988880002')
  await test.api('POST', `/conversations/${conversation!.id}/claim`, {})
  await expect.poll(() => hidden.mock.calls.length, WITHIN).toBe(1)
  // Claimed again by the same person: nobody was typing any more.
  await test.api('POST', `/conversations/${conversation!.id}/claim`, {})
  expect(hidden).toHaveBeenCalledTimes(1)
  expect((await test.onPhone('5511988880002')).filter(({ author }) => author === 'api')).toEqual([])
})

it('waits for the customer who types on, and answers soon once they stop', async () => {
  await test.settings({ debounce: { completeMs: 4000, fragmentMs: 4000, capMs: 25_000 } })
  const phone = '5511988880003'
  const types = (typing: boolean) =>
    test.sandbox('POST', '/phone/typing', { from: phone, to: test.instance, typing })
  /** How long after its opening the turn is to be answered, in milliseconds. */
  const waits = async () => {
    const rows = await test.house.db.tenant(test.tenantId, (tx) =>
      tx.query<{ ms: number }>(
        `select 1000 * extract(epoch from c.turn_due_at - c.turn_opened_at)::float as ms from conversation c
         join contact p on p.tenant_id = c.tenant_id and p.id = c.contact_id where c.tenant_id = $1 and p.phone = $2`,
        [tx.tenantId, phone],
      ),
    )
    return rows[0]?.ms ?? null
  }
  await test.phone(phone, { text: 'vocês aceitam pix?' })
  await expect.poll(waits, { ...WITHIN, interval: 20 }).toBe(4000)
  await types(true)
  await expect.poll(waits, { ...WITHIN, interval: 20 }).toBe(25_000)
  await types(false)
  const replied = async () => (await test.onPhone(phone)).some(({ author }) => author === 'api')
  await expect.poll(replied, WITHIN).toBe(true)
})
