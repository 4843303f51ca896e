import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { roleUrl } from '../../src/platform/roles.ts'
import { type Erasing, erasing, OWN, type Record_ } from './erasing.ts'

// Every way in which what was erased may be told again, one by one.

const START = new Date('2026-11-24T15:00:00.300Z')
const PHONE = '5531988887777'
const NAME = `phone:${PHONE}`
let now = START
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
let database: TestDatabase
let db: Database
let tenant: TestTenant
let here: Erasing

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  now = START
  tenant = await makeTenant(db, now)
  here = erasing(db, tenant, () => now)
})

const said = (
  id: string,
  text: string,
  more: Partial<Omit<Record_, 'key'>> & { key?: Partial<Record_['key']> } = {},
): Record_ => ({
  message: { conversation: text },
  messageTimestamp: here.seconds(),
  pushName: 'Quixotino',
  ...more,
  key: { remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: false, id, ...more.key },
})
const upsert = (record: Record_) => here.receive('messages.upsert', record)
const threads = () =>
  here.rows('select from conversation where tenant_id = $1 and id <> $2', [tenant.conversationId])
/** Rows that would tell something of the person. */
async function traces(): Promise<number> {
  const counts = await Promise.all([
    here.rows(`select from raw_event where tenant_id = $1 and body::text ~ $2`, [
      `${PHONE}|553188887777|77@lid`,
    ]),
    here.rows(`select from contact where tenant_id = $1 and phone = $2`, [PHONE]),
    here.rows(`select from contact_identity where tenant_id = $1 and identity ~ $2`, [`${PHONE}|lid:77`]),
    here.rows(`select from early_ack where tenant_id = $1`),
    threads(),
  ])
  return counts.reduce((sum, rows) => sum + rows.length, 0)
}

/** A person who wrote under phone and LID, was answered, and was erased a minute later. */
async function erased(): Promise<Record_> {
  const first = said('M1', 'oi, aqui é a Ana', { key: { remoteJidAlt: '77@lid' } })
  expect(await upsert(first)).toBe('stored')
  await here.receive('messages.upsert', said('M2', 'já te ligo', { key: { fromMe: true } }))
  later(60_000)
  await here.erase((await here.contactOf(NAME))!)
  expect(await traces()).toBe(0)
  return first
}

describe('what was said before the erasure', () => {
  it('is refused under every name and spelling, known or never seen, and counted as erased', async () => {
    const first = await erased()
    const old = first.messageTimestamp
    later(3_600_000)
    for (const key of [
      {},
      { remoteJid: '553188887777@s.whatsapp.net' },
      { remoteJid: '553188887777:12@s.whatsapp.net' },
      { remoteJid: '77@lid' },
      { id: 'NEVER', remoteJid: '77:3@lid' },
      { id: 'NEVER2' },
      { remoteJid: '888@lid' },
    ])
      expect([key, await upsert(said('M1', 'oi', { messageTimestamp: old, key }))]).toEqual([key, 'erased'])
    expect(await traces()).toBe(0)
  })

  it('teaches further names of the person, which bar what comes under those', async () => {
    const { messageTimestamp } = await erased()
    const pair = { id: 'P', remoteJid: '999@lid', remoteJidAlt: `${PHONE}@s.whatsapp.net` }
    expect(await upsert(said('P', 'oi', { messageTimestamp, key: pair }))).toBe('erased')
    expect(await upsert(said('Q', 'oi', { messageTimestamp, key: { remoteJid: '999@lid' } }))).toBe('erased')
    expect(await traces()).toBe(0)
  })

  it('is in nobody’s way at another company', async () => {
    const { messageTimestamp } = await erased()
    const there = erasing(db, await makeTenant(db, now), () => now)
    expect(await there.receive('messages.upsert', said('M1', 'oi', { messageTimestamp }))).toBe('stored')
  })

  it('is not missed by the count, also under a name that nobody knew, and not healed', async () => {
    const first = await erased()
    const since = new Date(START.getTime() - 60_000)
    later(300_000)
    const history = [
      first,
      said('M2', 'já te ligo', { messageTimestamp: here.seconds() - 360, key: { fromMe: true } }),
      said('M1', 'oi', { messageTimestamp: here.seconds() - 360, key: { remoteJid: '888@lid' } }),
      said('OTHER', 'olá', {
        messageTimestamp: here.seconds() - 200,
        key: { remoteJid: '5531988880000@s.whatsapp.net' },
      }),
    ]
    expect(await here.count(history, since)).toEqual({ missed: 1, erased: 3 })
    expect(await traces()).toBe(0)
    const rows = await here.rows<{ erased: number }>(
      'select sum(erased)::int as erased from instance_ledger where tenant_id = $1',
    )
    expect(rows[0]!.erased).toBe(3)
  })
})

describe('what is told about it afterwards', () => {
  it.each<[string, string, unknown]>([
    [
      'a tick',
      'messages.update',
      { keyId: 'M2', remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: true, status: 'READ' },
    ],
    [
      'an edit',
      'messages.edited',
      {
        key: { id: 'M1', remoteJid: '77@lid', fromMe: false },
        type: 'MESSAGE_EDIT',
        editedMessage: { conversation: 'aqui é a Ana Souza' },
      },
    ],
    [
      'a withdrawal',
      'messages.delete',
      { id: 'M1', remoteJid: '553188887777@s.whatsapp.net', fromMe: false },
    ],
    [
      'an emoji',
      'messages.upsert',
      {
        key: { id: 'R1', remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: false },
        message: { reactionMessage: { key: { id: 'M2' }, text: '👍' } },
        messageTimestamp: Math.floor(START.getTime() / 1000) + 500,
      },
    ],
    [
      'typing',
      'presence.update',
      { id: '77@lid', presences: { '77@lid': { lastKnownPresence: 'composing' } } },
    ],
    [
      'a list of contacts',
      'contacts.upsert',
      [{ remoteJid: '553188887777@s.whatsapp.net', pushName: 'Ana' }],
    ],
  ])('%s leaves nothing', async (_name, event, data) => {
    await erased()
    later(600_000)
    expect(await here.receive(event, data)).toBe('erased')
    expect(await traces()).toBe(0)
  })

  it('an edit of a message nobody knows is waited for, and then leaves nothing either', async () => {
    await erased()
    later(600_000)
    const edit = {
      key: { id: 'UNKNOWN', remoteJid: '77@lid', fromMe: false },
      type: 'MESSAGE_EDIT',
      editedMessage: { conversation: 'aqui é a Ana Souza' },
    }
    expect(await here.receive('messages.edited', edit)).toBe('early')
    const [raw] = await here.rows<{ id: number }>('select id from raw_event where tenant_id = $1')
    later(180_000)
    expect(await here.understand(raw!.id)).toBe('erased')
    expect(await traces()).toBe(0)
  })
})

describe('a send of ours that was in the air', () => {
  it('is no new acquaintance: not its note, not its tick, not the count', async () => {
    await erased()
    later(2_000)
    const sent = said('S1', 'Olá, Ana!', { key: { fromMe: true } })
    expect(await here.receive('send.message', sent)).toBe('erased')
    later(1_000)
    const tick = { keyId: 'S1', remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: true, status: 'DELIVERY_ACK' }
    expect(await here.receive('messages.update', tick)).toBe('erased')
    const since = new Date(START.getTime() - 60_000)
    later(300_000)
    expect(await here.count([sent], since)).toEqual({ missed: 0, erased: 1 })
    expect(await traces()).toBe(0)
    // And when the person has come back meanwhile.
    expect(await upsert(said('N1', 'bom dia'))).toBe('stored')
    expect(await here.receive('send.message', sent)).toBe('erased')
    expect(await here.count([sent], since)).toMatchObject({ erased: 1 })
  })
})

describe('a new life', () => {
  it('begins with the first word after the erasure, as somebody else', async () => {
    await erased()
    const before = await threads()
    expect(before).toEqual([])
    later(1_000)
    expect(await upsert(said('N1', 'bom dia', { key: { remoteJidAlt: '77@lid' } }))).toBe('stored')
    expect(await upsert(said('M1', 'oi', { messageTimestamp: here.seconds() - 61 }))).toBe('erased')
    const messages = await here.rows<{ content: string }>(
      `select m.content from message m where m.tenant_id = $1 and m.author = 'contact'`,
    )
    expect(messages).toEqual([{ content: 'bom dia' }])
    // Its ticks, edits and typing are its own again.
    expect(
      await here.receive('messages.edited', {
        key: { id: 'N1', remoteJid: '77@lid', fromMe: false },
        type: 'MESSAGE_EDIT',
        editedMessage: { conversation: 'boa tarde' },
      }),
    ).toBe('updated')
    expect(await upsert(said('N2', 'pela empresa', { key: { fromMe: true } }))).toBe('takeover')
  })

  it('begins at once, before the old one is deleted, and loses nothing by its deletion', async () => {
    await upsert(said('M1', 'oi, aqui é a Ana'))
    later(60_000)
    const old = (await here.contactOf(NAME))!
    const { id } = await here.begin(old)
    later(2_000)
    expect(await upsert(said('N1', 'bom dia'))).toBe('stored')
    const anew = await here.contactOf(NAME)
    expect(anew).not.toBe(old)
    await here.finish(id)
    expect(await here.contactOf(NAME)).toBe(anew)
    const left = await here.rows<{ content: string }>('select content from message where tenant_id = $1')
    expect(left).toEqual([{ content: 'bom dia' }])
    expect(
      await here.rows(`select from raw_event where tenant_id = $1 and body::text like '%bom dia%'`),
    ).toHaveLength(1)
  })

  it('can be erased, too', async () => {
    await erased()
    later(1_000)
    await upsert(said('N1', 'bom dia'))
    const second = here.seconds()
    later(60_000)
    await here.erase((await here.contactOf(NAME))!)
    expect(await traces()).toBe(0)
    expect(await upsert(said('N3', 'ontem', { messageTimestamp: second }))).toBe('erased')
    later(1_000)
    expect(await upsert(said('N4', 'de novo'))).toBe('stored')
  })
})

it('the company’s own names are nobody’s: whoever is erased, its phone can still write', async () => {
  await upsert(said('SELF', 'nota para mim', { key: { remoteJid: OWN } }))
  later(60_000)
  await here.erase((await here.contactOf('phone:5511990001111'))!)
  later(1_000)
  const other = { remoteJid: '5531988880000@s.whatsapp.net', remoteJidAlt: OWN, fromMe: true }
  expect(await upsert(said('X1', 'olá', { key: other }))).toBe('takeover')
  expect(await here.receive('connection.update', { state: 'open', wuid: OWN, statusReason: 200 })).toBe(
    'updated',
  )
})

it('a message that is being stored at that instant is waited for, and erased with the rest', async () => {
  await upsert(said('M1', 'oi'))
  later(60_000)
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const { promise: isInside, resolve: inside } = Promise.withResolvers<void>()
  const receiving = here.receive(
    'messages.upsert',
    said('M9', 'segredo', { key: { remoteJid: '77@lid', remoteJidAlt: `${PHONE}@s.whatsapp.net` } }),
    () => {
      inside()
      return mayGoOn
    },
  )
  await isInside
  const beginning = here.begin((await here.contactOf(NAME))!)
  const waits = "select from pg_locks where not granted and locktype = 'advisory'"
  await vi.waitUntil(async () => (await db.lookup(waits)).length > 0, { timeout: 20_000, interval: 10 })
  goOn()
  expect(await receiving).toBe('stored')
  await here.finish((await beginning).id)
  expect(await here.contactOf('lid:77')).toBeNull()
  expect(await traces()).toBe(0)
  expect(
    await upsert(said('M10', 'oi', { messageTimestamp: here.seconds() - 1, key: { remoteJid: '77@lid' } })),
  ).toBe('erased')
})
