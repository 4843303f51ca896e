import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'
import { startChroma } from '../../../infra/testing/parts/chroma.ts'
import { realPart } from '../../../infra/testing/parts/real-part.ts'
import { startRedis } from '../../../infra/testing/parts/redis.ts'
import { type Books, openBooks } from '../../../infra/testing/people/books.ts'
import { signIn } from '../../../infra/testing/people/member.ts'
import { createPhone, type Phone, until } from '../../../infra/testing/people/phone.ts'

// Every part away in turn: what was promised for the time without it, and recovery without hands.

const redis = await realPart('the house without its Redis', startRedis)
const chroma = await realPart('the house without its Chroma', startChroma)

let house: WholeHouse
let phone: Phone
let books: Books

beforeAll(async () => {
  house = await startTestedHouse({
    env: { ...(redis ? { REDIS_URL: redis.url } : {}), ...(chroma ? { CHROMA_URL: chroma.url } : {}) },
  })
  phone = createPhone(house.sandboxUrl)
  books = openBooks(house.databaseUrl)
}, 120_000)
afterAll(async () => {
  await books?.close()
  await house?.stop()
  await redis?.kill()
  await chroma?.stop()
}, 60_000)

const QUESTION = 'quanto custa a broa de fubá?'
let customers = 0
const newCustomer = () => `551196${String(3_000_000 + ++customers)}`
const said = async (customer: string) =>
  (await phone.thread(customer)).filter((message) => message.direction === 'out')
const reactionTo = (customer: string) =>
  until('the reaction', async () => {
    const own = (await books.reactions()).filter((one) => one.phone?.endsWith(customer.slice(-8)))
    return own[0]
  })
async function isAnswered(): Promise<void> {
  const customer = newCustomer()
  await phone.write(customer, QUESTION)
  expect(await reactionTo(customer)).toMatchObject({ decision: 'reply' })
  await until('the reply', async () => (await said(customer)).length === 1)
}
const readiness = async () => {
  const response = await fetch(`${house.cloudUrl}/ready`)
  return { status: response.status, body: (await response.json()) as { dependencies: object } }
}

describe('without its model', () => {
  it('hands over with one message to the customer, and answers again when it is back', async () => {
    await phone.faults({ openai: { down: true } })
    const customer = newCustomer()
    await phone.write(customer, QUESTION)
    expect(await reactionTo(customer)).toMatchObject({ decision: 'handoff', reason: 'model_unavailable' })
    await until('the waiting message', async () => (await said(customer)).length === 1)
    await phone.noFaults()
    await isAnswered()
  })
})

describe('without Evolution', () => {
  it('keeps the reply, shows it as not sent, and delivers it once when it is back', async () => {
    const customer = newCustomer()
    // Its webhooks wait with it, so the question comes in before.
    await phone.write(customer, QUESTION)
    await until('the question to be in', async () => {
      const [row] = await books.query(
        `select from message m join conversation v on v.id = m.conversation_id
        join contact c on c.id = v.contact_id where c.phone like $1`,
        [`%${customer.slice(-8)}`],
      )
      return row
    })
    await phone.faults({ evolution: { down: true } })
    await reactionTo(customer)
    // A connection that broke may have carried it: it is asked about before it goes again, and shown as unclear.
    await until('a send that is known not to have arrived', async () => {
      const [row] = await books.query(
        `select from outbound where failure is not null and state in ('queued', 'ambiguous', 'held')`,
      )
      return row
    })
    expect(await said(customer)).toEqual([])
    expect((await readiness()).body.dependencies).toMatchObject({ evolution: { status: 'down' } })
    await phone.noFaults()
    await until('the reply', async () => (await said(customer)).length === 1)
    await until('rest', () => books.settled(0))
    expect(await said(customer)).toHaveLength(1)
  })
})

describe.skipIf(!chroma)('without its Chroma', () => {
  it('hands over rather than answering from nothing, and answers again when it is back', async () => {
    await isAnswered()
    await chroma!.kill()
    const customer = newCustomer()
    await phone.write(customer, QUESTION)
    expect(await reactionTo(customer)).toMatchObject({ decision: 'handoff', reason: 'model_unavailable' })
    await until('the waiting message', async () => (await said(customer)).length === 1)
    await chroma!.start()
    await isAnswered()
  })
})

describe.skipIf(!redis)('without its Redis', () => {
  it('goes on answering, signing in and throttling, and uses it again when it is back', async () => {
    await redis!.kill()
    await isAnswered()
    const attendant = await signIn(house.cloudUrl, 'attendant')
    expect((await attendant.call('GET', '/conversations')).status).toBe(200)
    const guess = () =>
      fetch(`${house.cloudUrl}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'dona@padaria.example', password: 'not this one' }),
      })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await guess()).status)
    expect(statuses).toContain(429)
    expect((await readiness()).status).toBe(503)
    await redis!.start()
    await until('ready again', async () => (await readiness()).status === 200)
    await isAnswered()
  })
})
