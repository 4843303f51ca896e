import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'
import { type Books, openBooks } from '../../../infra/testing/people/books.ts'
import { openConsole } from '../../../infra/testing/people/console.ts'
import { signIn } from '../../../infra/testing/people/member.ts'
import { createPhone, type Phone, until } from '../../../infra/testing/people/phone.ts'
import { tellStories } from '../../../infra/testing/people/stories.ts'

// What a deploy does to a house at work: processes asked to leave in the middle of traffic, and started again.

let house: WholeHouse
let phone: Phone
let books: Books

beforeAll(async () => {
  house = await startTestedHouse({ services: ['web', 'worker,scheduler', 'worker'] })
  phone = createPhone(house.sandboxUrl)
  books = openBooks(house.databaseUrl)
}, 240_000)
afterAll(async () => {
  await books?.close()
  await house?.stop()
}, 60_000)

const MESSAGES = 240
const CUSTOMERS = 80
const PER_SECOND = 40

it('carries one trace id from the webhook to the reply, through logs, tables and receipt', async () => {
  const customer = '5511955550001'
  await phone.write(customer, 'quanto custa a broa de fubá?')
  const row = await until(
    'the reply to be sent',
    async () => {
      const [found] = await books.query<{ event: string; receipt: string; sent: string }>(
        `select e.trace_id as event, r.trace_id as receipt, o.trace_id as sent
       from receipt r join contact c on c.phone like '%55550001'
       join conversation v on v.contact_id = c.id and v.id = r.conversation_id
       join message m on m.conversation_id = v.id and m.author = 'contact'
       join raw_event e on e.dedupe_key like '%' || m.wa_id
       join message a on a.receipt_id = r.id join outbound o on o.message_id = a.id and o.state = 'sent'`,
      )
      return found
    },
    60_000,
  )
  expect(row.event).toMatch(/^[0-9a-f]{32}$/)
  expect(row).toEqual({ event: row.event, receipt: row.event, sent: row.event })
  // The web process and a worker say so too, each step under the same id.
  const lines = await until('the lines of the log', async () => {
    const own = (await house.logs()).split('\n').filter((line) => line.includes(row.event))
    return (
      ['"msg":"webhook"', '"msg":"receive"', '"msg":"send"'].every((step) =>
        own.some((line) => line.includes(step)),
      ) && own
    )
  })
  expect(lines.join('')).not.toMatch(/broa|955550001/)
})

it('drains web and worker amid traffic: nothing lost or doubled, consoles come back without a gap', async () => {
  const [web, ...workers] = house.services
  const { token } = await signIn(house.cloudUrl, 'attendant')
  const consoles = await Promise.all(Array.from({ length: 5 }, () => openConsole(house.cloudUrl, token)))
  const begin = Math.floor(Date.now() / 1000)
  const start = performance.now()
  let written = 0
  const traffic = (async () => {
    for (; written < MESSAGES; written++) {
      const ahead = start + (written / PER_SECOND) * 1000 - performance.now()
      if (ahead > 0) await pause(ahead)
      const customer = `551195${String(6_000_000 + (written % CUSTOMERS))}`
      // Each customer's messages lie in different seconds, so that their order is known.
      const timestamp = begin + Math.floor(written / PER_SECOND)
      await phone.write(customer, 'quanto custa a broa de fubá?', { timestamp })
    }
  })()
  const endings: string[] = []
  for (const [after, service] of [
    [50, web!],
    [110, workers[0]!],
    [170, workers[1]!],
  ] as const) {
    await until(`${after} messages`, async () => written >= after, 120_000)
    endings.push(await service.stop())
    // Nothing was left in the hands of the process that went.
    const [left] = await books.query<{ sends: number; jobs: number }>(
      `select (select count(*) from outbound where state = 'claimed' and not process_alive(claimed_by))::integer as sends,
         (select count(*) from queue_job j join queue_pool p on p.pool_id = j.locked_by
          where not process_alive(p.process))::integer as jobs`,
    )
    expect(left).toEqual({ sends: 0, jobs: 0 })
    await service.start()
  }
  await traffic
  await until('everything at rest', () => books.settled(MESSAGES + 1), 180_000)
  // A process that does not drain by its own limit ends itself with 1, and the house kills one that hangs: neither is 0.
  expect(endings).toEqual(['exit code 0', 'exit code 0', 'exit code 0'])
  const balance = await books.balance(await phone.ledger())
  expect(await tellStories(balance, books, phone)).toEqual([])
  expect(balance).toMatchObject({ lost: [], duplicated: [], outOfOrder: [], received: MESSAGES + 1 })

  const [{ newest } = { newest: 0 }] = await books.query<{ newest: number }>(
    'select max(last_seq)::integer as newest from tenant_counter',
  )
  for (const one of consoles) {
    await until('the newest event', async () => one.seqs.at(-1) === newest)
    // Told by the closing of the line, which a client comes back from by itself; then every event once, in order.
    expect(one.thrownOff).toEqual(['transport close'])
    expect(one.hellos()).toBe(2)
    expect(one.seqs).toEqual(Array.from({ length: newest - one.from }, (_, i) => one.from + 1 + i))
    one.socket.disconnect()
  }
}, 420_000)

it('a process that starts while PostgreSQL is away waits for it by name, and comes up by itself', async () => {
  const worker = house.services[2]!
  await worker.stop()
  await house.stopDatabase()
  const starting = worker.start()
  await until(
    'the line of the log',
    async () => (await house.logs()).includes('waiting for the database'),
    90_000,
  )
  await house.startDatabase()
  await starting
  expect(await house.logs()).toContain('database is there')
  await phone.write('5511955550002', 'quanto custa a broa de fubá?')
  await until('the reply', async () =>
    (await phone.thread('5511955550002')).some(({ direction }) => direction === 'out'),
  )
}, 240_000)
