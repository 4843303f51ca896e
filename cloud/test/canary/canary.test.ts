import type { ClientToServer, ServerToClient } from '@plantao/shared/realtime/events'
import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'
import { type Books, openBooks } from '../../../infra/testing/people/books.ts'
import { until } from '../../../infra/testing/people/phone.ts'
import { type Company, CUSTOMER, foundCompany, liveThrough, QUESTION } from './company.ts'
import {
  ask,
  behindTheWalls,
  mailed,
  marksOf,
  onPhone,
  placesWith,
  READS,
  readRoutes,
  type Shown,
} from './probes.ts'

// Two companies with one customer live through the same day in one house, with words of their own in everything they
// write. Then everything either is shown is searched for the other's.

let house: WholeHouse
let books: Books
let one: Company
let two: Company
/** What their consoles heard, by canary. */
const heard = new Map<string, Shown[]>()
const consoles: Socket<ServerToClient, ClientToServer>[] = []

/** A console of this company; what it hears is kept. */
function openConsole(company: Company, place: string, cursor?: number) {
  const socket: Socket<ServerToClient, ClientToServer> = io(house.cloudUrl, {
    auth: { token: company.token, protocol: PROTOCOL, ...(cursor === undefined ? {} : { cursor }) },
    transports: ['websocket'],
    forceNew: true,
  })
  consoles.push(socket)
  const kept = heard.get(company.canary) ?? []
  heard.set(company.canary, kept)
  socket.onAny((name: string, ...rest: unknown[]) =>
    kept.push({ place, text: `${name} ${JSON.stringify(rest)}` }),
  )
  return socket
}
const greeted = (socket: Socket<ServerToClient, ClientToServer>) =>
  new Promise<number>((resolve) => socket.once('hello', ({ seq }) => resolve(seq)))

beforeAll(async () => {
  house = await startTestedHouse()
  books = openBooks(house.databaseUrl)
  one = await foundCompany(house, '4,19')
  two = await foundCompany(house, '3,85')
  const live = [one, two].map((company) => openConsole(company, 'socket'))
  await Promise.all(live.map(greeted))
  await Promise.all([one, two].map(liveThrough))
  for (const [at, company] of [one, two].entries()) {
    live[at]!.emit('viewing', { conversationId: (await company.conversation()).id, typing: true })
    // A second pair of eyes, so that there is somebody to tell who types; and all it missed, from the beginning.
    const late = openConsole(company, 'catch-up', 0)
    await greeted(late)
  }
  // Another mail a company gets.
  for (const { email } of [one, two])
    await sandbox('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  await until('the mails', async () => {
    const sent = await Promise.all([one, two].map(mailed))
    return sent.every((mails) => mails.length >= 3)
  })
  await until('the catch-up', async () =>
    [one, two].every(({ canary }) =>
      heard.get(canary)!.some(({ place, text }) => place === 'catch-up' && text.startsWith('events')),
    ),
  )
}, 180_000)
afterAll(async () => {
  for (const socket of consoles) socket.disconnect()
  await books?.close()
  await house?.stop()
}, 60_000)

async function sandbox(path: string, body: object): Promise<void> {
  const answer = await fetch(`${house.sandboxUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
}

/** All that this company is shown, everywhere. */
async function everything(company: Company, other: Company): Promise<Shown[]> {
  return [
    ...(await readRoutes(company)),
    ...(await ask(company, other)),
    ...(await onPhone(company)),
    ...(await mailed(company)),
    ...(await behindTheWalls(house, books, company)),
    ...heard.get(company.canary)!,
  ]
}

describe.each([
  ['the one', () => [one, two] as const],
  ['the other', () => [two, one] as const],
])('of two companies with the same customer, %s', (_which, pair) => {
  it('sees its own words everywhere, and nowhere the other’s words or ids', async () => {
    const [mine, other] = pair()
    const shown = await everything(mine, other)
    expect(placesWith(await marksOf(books, other), shown)).toEqual([])
    // Every reading route was asked, but those for what nobody has here.
    const asked = new Set(shown.map(({ place }) => place))
    expect(READS.map(([name]) => name).filter((name) => !asked.has(name))).toEqual(['erasureCertificate'])
    // Eyes that see: its own stand in every place where they should.
    const own = placesWith([mine.canary], shown)
    for (const place of [
      'conversations',
      'conversation',
      'messages',
      'receipt',
      'listReceipts',
      'quickReplies',
      'getKnowledge',
      'knowledgeRevision',
      'searchKnowledge',
      'tryKnowledge',
      'getConfig',
      'team',
      'invites',
      'proposals',
      'auditLog',
      'me',
      'downloadExport',
      'rehearsalItems',
      'phone',
      'mail',
      'table message',
      'table chunk',
      'table raw_event',
      'table receipt',
    ])
      expect(own, place).toContain(place)
    const marks = await marksOf(books, mine)
    for (const place of ['socket', 'catch-up', 'events']) expect(placesWith(marks, shown)).toContain(place)
  })

  it('answers the customer from its own knowledge, at its own price', async () => {
    const [mine, other] = pair()
    const [reply] = (await mine.phone.thread(CUSTOMER)).filter((message) => message.direction === 'out')
    expect(reply!.text).toContain(mine === one ? '4,19' : '3,85')
    expect(reply!.text).not.toContain(mine === one ? '3,85' : '4,19')
    expect(reply!.text.toLowerCase()).toContain(mine.canary)
    expect(reply!.text.toLowerCase()).not.toContain(other.canary)
  })
})

describe('logs and metrics of the whole run', () => {
  it('hold no word of anybody, no number and no address', async () => {
    const metrics = await (await fetch(`${house.cloudUrl}/metrics`)).text()
    const logs = await house.logs()
    // Lines there are, of both companies, at the most talkative level.
    expect(logs.split('\n').length).toBeGreaterThan(50)
    expect(metrics).toMatch(/plantao_send_total/)
    const secrets = [one, two].flatMap(({ canary, token }) => [canary, token])
    for (const word of [
      ...secrets,
      CUSTOMER,
      CUSTOMER.slice(-8),
      '987650002',
      QUESTION,
      'balcão da matriz',
      '@s.whatsapp.net',
    ]) {
      expect(lineWith(logs, word)).toBeUndefined()
      expect(lineWith(metrics, word)).toBeUndefined()
    }
    for (const mark of await marksOf(books, one)) expect(lineWith(metrics, mark)).toBeUndefined()
  })
})
const lineWith = (text: string, word: string) =>
  text.split('\n').find((line) => line.toLowerCase().includes(word.toLowerCase()))

describe('a wall that fell', () => {
  it('is seen at the database when one policy forgets the tenant (mutant)', async () => {
    await books.query('alter policy own_tenant on message using (true)')
    try {
      const places = placesWith(await marksOf(books, two), await behindTheWalls(house, books, one))
      expect(places).toContain('table message')
    } finally {
      await books.query('alter policy own_tenant on message using (tenant_id = public.current_tenant())')
    }
    expect(placesWith(await marksOf(books, two), await behindTheWalls(house, books, one))).toEqual([])
  })

  it.each([
    [['conversation', 'contact', 'message'], 'conversations'],
    [['quick_reply'], 'quickReplies'],
    [['proposal'], 'proposals'],
    [['event_log'], 'events'],
  ])('is seen by the routes when %j give everybody everything (mutant)', async (tables, place) => {
    const marks = await marksOf(books, two)
    await withoutWalls(tables, async () => {
      expect(placesWith(marks, await readRoutes(one))).toContain(place)
    })
    expect(placesWith(marks, await readRoutes(one))).toEqual([])
  })
})

/** While `work` runs, every row of these tables is everybody's own: policy and predicate gone at once. */
async function withoutWalls([table, ...more]: string[], work: () => Promise<void>): Promise<void> {
  if (!table) return work()
  const columns = await books.query<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum',
    [table],
  )
  const listed = columns.map(({ name }) => (name === 'tenant_id' ? 'current_tenant() as tenant_id' : name))
  await books.query(`alter table ${table} rename to ${table}_walled`)
  try {
    await books.query(`create view ${table} as select ${listed.join(', ')} from ${table}_walled`)
    await books.query(`grant select on ${table} to plantao_app`)
    await withoutWalls(more, work)
  } finally {
    await books.query(`drop view if exists ${table}`)
    await books.query(`alter table ${table}_walled rename to ${table}`)
  }
}
