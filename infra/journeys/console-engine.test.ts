import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation } from '@plantao/shared/conversations'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { CachedThread } from '../../desktop/src/engine/cache.port.ts'
import type { ConsoleState } from '../../desktop/src/engine/state.ts'
import { runCycles } from '../testing/desktop/cycles.ts'
import { type EngineHost, startEngineHost } from '../testing/desktop/engine-host.ts'
import { layWire, type Wire } from '../testing/desktop/wire.ts'
import type { WholeHouse } from '../testing/house/start-house.ts'
import { startTestedHouse } from '../testing/house/whole-house.ts'
import { type MemberClient, signIn } from '../testing/people/member.ts'
import { createPhone, type Phone, until } from '../testing/people/phone.ts'
import { seedsOf } from '../testing/seeds.ts'

// The desktop's engine on its SQLite file, as a process that may be killed, against the cloud as it runs.

const UNKNOWN = 'Vocês fazem bolo de casamento vegano com recheio de pitaya?'
let house: WholeHouse
let phone: Phone
let owner: MemberClient
let wire: Wire
let folder: string
let engine: EngineHost | null = null

beforeAll(async () => {
  house = await startTestedHouse()
  phone = createPhone(house.sandboxUrl)
  owner = await signIn(house.cloudUrl, 'owner')
  wire = await layWire(Number(new URL(house.cloudUrl).port))
}, 120_000)
afterAll(async () => {
  await wire?.close()
  await house?.stop()
}, 60_000)
afterEach(async () => {
  await engine?.kill()
  await rm(folder, { recursive: true, force: true })
})

let customers = 0
const newCustomer = () => `551197${String(6_000_000 + ++customers)}`

/** The engine starts over whatever the last one left behind. */
async function boot(): Promise<EngineHost> {
  engine = await startEngineHost(wire.url, folder)
  await engine.call('start')
  return engine
}
async function signedIn(): Promise<EngineHost> {
  folder = await mkdtemp(join(tmpdir(), 'plantao-engine-'))
  const born = await boot()
  expect(await born.call('signIn', 'atendente@padaria.example', 'padaria-demo')).toEqual({ ok: true })
  return born
}
const state = async (of: EngineHost) => (await of.call('snapshot')) as ConsoleState
const shown = (of: EngineHost, what: string, look: (state: ConsoleState) => unknown) =>
  until(what, async () => {
    const now = await state(of)
    return look(now) ? now : null
  })
const byPhone = (now: ConsoleState, customer: string): Conversation | undefined =>
  Object.values(now.conversations).find((each) => each.contact.phone === customer)
/** A customer whose question was handed over; answers the conversation's id once the engine shows it. */
async function handedOver(of: EngineHost, customer: string): Promise<string> {
  await phone.write(customer, UNKNOWN)
  const now = await shown(
    of,
    'the handoff',
    (each) => byPhone(each, customer)?.state === 'awaiting_human' && each.list.status === 'ready',
  )
  return byPhone(now, customer)?.id ?? ''
}
const received = async (customer: string, among: string[]) =>
  (await phone.thread(customer)).filter((each) => among.includes(each.text)).map((each) => each.text)

it('works on without the cloud, over a restart too, and sends once and in order when it is back', async () => {
  let here = await signedIn()
  const [lia, davi] = [newCustomer(), newCustomer()]
  const id = await handedOver(here, lia)
  const other = await handedOver(here, davi)
  await until('the history on the disk', () => here.ask<CachedThread>('cached', id))

  const [cloud] = house.services
  await cloud?.stop()
  await shown(here, 'no line', (now) => now.connection.phase === 'offline')
  const replies = ['Oi, Lia! Aqui é a Bia.', 'Fazemos sim, sob encomenda.', 'Para quantas pessoas?']
  for (const text of replies.slice(0, 2)) expect(await here.call('send', id, text)).toEqual({ ok: true })
  await here.call('setDraft', other, 'Oi, Davi, um instante')
  await here.kill()

  here = await boot()
  const now = await state(here)
  expect(now.session).toMatchObject({ phase: 'signedIn', me: { member: { name: 'Bia Lopes' } } })
  expect(now.conversations[id]).toMatchObject({ state: 'awaiting_human', contact: { phone: lia } })
  expect(await here.call('open', id)).toEqual({ ok: true })
  expect((await state(here)).thread?.messages.map((each) => each.text)).toContain(UNKNOWN)
  expect((await here.call('search', 'pitáya'))?.map((hit) => hit.conversationId)).toContain(id)
  // The first is tried now and then, so it may be "sending" at this instant; the second keeps behind it.
  expect(now.outbox.map(({ text }) => text)).toEqual(replies.slice(0, 2))
  expect(now.outbox.map(({ state }) => state)).not.toContain('failed')
  expect(now.outbox[1]?.state).toBe('queued')
  expect(now.drafts).toEqual({ [other]: 'Oi, Davi, um instante' })
  expect(await here.call('send', id, replies[2] ?? '')).toEqual({ ok: true })

  await cloud?.start()
  await shown(here, 'every reply sent', ({ outbox }) => outbox.length === 0)
  await until('the replies on the phone', async () => (await received(lia, replies)).length === 3)
  await shown(here, 'delivered', ({ thread }) => {
    const mine = thread?.messages.filter((each) => each.author === 'member') ?? []
    return mine.length === 3 && mine.every((each) => ['delivered', 'read'].includes(each.status))
  })
  expect(await received(lia, replies)).toEqual(replies)
  expect(await received(davi, replies)).toEqual([])
  // Replies go by HTTP; the socket is tried again in its own time, and the list follows.
  const last = await shown(here, 'the line', ({ connection: { phase, catchingUp } }) => {
    return phase === 'online' && !catchingUp
  })
  expect(last.conversations[id]).toMatchObject({ state: 'human_replied', assignee: { name: 'Bia Lopes' } })
  expect(last.drafts).toEqual({ [other]: 'Oi, Davi, um instante' })
}, 150_000)

it('tells who took over while a reply waited without a line, sends nothing then, and sends once when told to', async () => {
  let here = await signedIn()
  const lia = newCustomer()
  const id = await handedOver(here, lia)
  wire.cut()
  await shown(here, 'no line', (now) => now.connection.phase === 'offline')
  await here.call('send', id, 'Oi, aqui é a Bia')
  await here.kill()
  here = await boot()
  await shown(here, 'the waiting reply', ({ outbox }) => outbox[0]?.state === 'queued')
  expect((await owner.call('POST', `/conversations/${id}/claim`, {})).status).toBe(200)
  const theirs = { clientId: 'renata-00000001', text: 'Oi, aqui é a Renata' }
  await owner.call('POST', `/conversations/${id}/messages`, theirs)

  wire.mend()
  const told = await shown(here, 'the refusal', ({ outbox }) => outbox[0]?.state === 'failed')
  expect(told.outbox).toMatchObject([
    { text: 'Oi, aqui é a Bia', failure: { code: 'conversation.held', details: { name: 'Renata Moura' } } },
  ])
  await shown(here, 'who holds it', (now) => now.conversations[id]?.assignee?.name === 'Renata Moura')
  const both = [theirs.text, 'Oi, aqui é a Bia']
  await until('her reply on the phone', async () => (await received(lia, both)).length === 1)
  expect(await received(lia, both)).toEqual([theirs.text])

  // The refusal outlives the console: nothing is tried again behind anybody's back.
  await here.kill()
  here = await boot()
  const again = await shown(here, 'the line', (now) => now.connection.phase === 'online')
  expect(again.outbox).toMatchObject([{ state: 'failed', failure: { code: 'conversation.held' } }])
  expect(await here.call('claim', id, true)).toEqual({ ok: true })
  await here.call('retry', again.outbox[0]?.clientId ?? '')
  await shown(here, 'it sent', ({ outbox }) => outbox.length === 0)
  await until('both on the phone', async () => (await received(lia, both)).length === 2)
  expect(await received(lia, both)).toEqual(both)
}, 120_000)

const LOSES_NOTHING =
  'loses, doubles, misses and misplaces nothing through kills at any instant and broken lines'
it.each(seedsOf('ENGINE_SEED', 261_130))(
  `${LOSES_NOTHING} (seed %i)`,
  async (seed) => {
    folder = await mkdtemp(join(tmpdir(), 'plantao-engine-'))
    const customers = [newCustomer(), newCustomer(), newCustomer()]
    const verdict = await runCycles(8, seed, { wire, folder, phone, owner, customers })
    expect(verdict).toMatchObject({ lost: [], doubled: [], outOfOrder: 0, missed: [], misplaced: [] })
    expect(verdict.kills).toBeGreaterThan(0)
  },
  150_000,
)
