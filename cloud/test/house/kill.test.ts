import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'
import { type Books, openBooks } from '../../../infra/testing/people/books.ts'
import { createPhone, type Phone, until } from '../../../infra/testing/people/phone.ts'

let house: WholeHouse
let phone: Phone
let books: Books

beforeAll(async () => {
  house = await startTestedHouse()
  phone = createPhone(house.sandboxUrl)
  books = openBooks(house.databaseUrl)
}, 120_000)
afterAll(async () => {
  await books?.close()
  await house?.stop()
}, 60_000)

it('kill -9 in the middle of 200 messages: every turn has exactly one reaction, every reply is read once', async () => {
  const [cloud] = house.services
  const customers = Array.from({ length: 200 }, (_, i) => `551198${String(4_000_000 + i)}`)
  const writing = (async () => {
    for (const customer of customers) await phone.write(customer, 'quanto custa a broa de fubá?')
  })()
  await until('some answers to be on their way', async () => (await phone.ledger()).out.length >= 20)
  await cloud!.kill()
  await writing
  const before = (await phone.ledger()).out.length
  expect(before).toBeLessThan(200)
  await cloud!.start()
  await until('everything at rest', () => books.settled(200), 60_000)
  const balance = await books.balance(await phone.ledger())
  expect(balance).toMatchObject({ received: 200, reactions: 200, lost: [], duplicated: [], outOfOrder: [] })
}, 150_000)
