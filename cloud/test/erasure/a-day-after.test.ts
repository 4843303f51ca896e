import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Conversation, Message } from '@plantao/shared/conversations'
import type { ErasureCertificate, PrivacyExport } from '@plantao/shared/privacy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { realPart } from '../../../infra/testing/parts/real-part.ts'
import { startRedis } from '../../../infra/testing/parts/redis.ts'
import { filesNaming, keysNaming, tablesNaming } from './everywhere.ts'
import { byHand, type Handmade } from './people.ts'

// A customer who has everything a customer can have is erased. Then a day passes in which everything that can bring people
// back tries to: the hourly count, Evolution's retries, a number that is paired again and hands over its history.

const HOUR = 3_600_000
/** The customer; beyond São Paulo WhatsApp leaves the ninth digit out. */
const PERSON = {
  phone: '5531988887701',
  short: '553188887701',
  lid: '98765432101234',
  name: 'Quixotino Xisperneu',
}
/** In everything they wrote, and in everything that was written to them. */
const WORD = 'zubralix'
const MARKS = [PERSON.phone, PERSON.short, PERSON.lid, PERSON.name, WORD]
const OTHER = { phone: '5531988887702', word: 'brontoline' }

const redis = await realPart('the day after an erasure in Redis', startRedis)
let shift = 0
const clock = { now: () => new Date(Date.now() + shift) }
let test: TestHouse
let hand: Handmade

beforeAll(async () => {
  const env = { SERVICES: 'web', ...(redis ? { REDIS_URL: redis.url } : {}) }
  test = await startHouse({ env, clock })
  hand = byHand(test, clock.now)
  // The count looks no further back than the number's own beginning.
  await hand.rows('update instance set created_at = $2, counted_until = $2 where tenant_id = $1', [
    test.tenantId,
    new Date(clock.now().getTime() - 2 * HOUR),
  ])
}, 120_000)
afterAll(async () => {
  await test?.stop()
  await redis?.kill()
})

const tables = () => tablesNaming(test.databaseUrl, test.tenantId, MARKS)
const files = () => filesNaming(join(test.dataDir, 'media'), MARKS)
async function nowhere(when: string): Promise<void> {
  expect([when, await tables()]).toEqual([when, []])
  expect([when, await files()]).toEqual([when, []])
  if (redis) expect([when, await keysNaming(redis.url, MARKS)]).toEqual([when, []])
}
const thread = async (phone: string) => {
  const conversation = (await test.conversation(phone))!
  const { body } = await test.api<{ items: Message[] }>('GET', `/conversations/${conversation.id}/messages`)
  return { conversation, messages: body.items }
}

/** Everything a customer and a company do with each other. */
async function live(): Promise<Conversation> {
  const { phone, lid, name } = PERSON
  const says = (text: string, more: object = {}) =>
    hand.writes(phone, { text: `${text} ${WORD}`, pushName: name, ...more }, 600)
  const asked = await says('quanto custa a broa de fubá?')
  await says('vocês aceitam pix?', { lid: `${lid}@lid` })
  await says('', { kind: 'reaction', target: asked })
  await says('quanto custa a broa?', { kind: 'edited', target: asked })
  await says('minha receita', {
    kind: 'document',
    mimetype: 'text/plain',
    fileName: `${WORD}.txt`,
    media: Buffer.from(`receita do ${WORD} para ${phone}`).toString('base64'),
  })
  await says('quero falar com uma pessoa')
  await hand.writes(phone, { text: `já te ligo ${WORD}`, fromMe: true }, 590)
  const { conversation } = await thread(phone)
  const at = `/conversations/${conversation.id}`
  await test.api('POST', `${at}/claim`, {})
  await test.api('POST', `${at}/notes`, { clientId: randomUUID(), text: `cuidado com o ${WORD}` })
  await test.api('POST', `${at}/messages`, { clientId: randomUUID(), text: `O ${WORD} fica pronto às 16h.` })
  await test.api('POST', `${at}/propose`, { question: `quando fica pronto o ${WORD}?`, answer: 'Às 16h.' })
  await hand.work()
  const { text } = (await test.api<{ text: string }>('GET', '/knowledge')).body
  await test.api('POST', '/knowledge/rehearsals', { text: `${text}\nO bolo de cenoura também.\n` })
  await test.api('POST', '/privacy/export')
  await hand.work()
  return conversation
}

/** A message under another key. */
function under(body: unknown, key: object): object {
  const { data, ...envelope } = body as { data: { key: { id: string } } }
  return { ...envelope, data: { ...data, key: { id: data.key.id, fromMe: false, ...key } } }
}

/** Under what a message may come again: every name there is, in other spellings, and as one that was never seen here. */
const AGAIN: ((id: string) => object)[] = [
  () => ({ remoteJid: `${PERSON.phone}@s.whatsapp.net` }),
  () => ({ remoteJid: `${PERSON.short}@s.whatsapp.net` }),
  () => ({ remoteJid: `${PERSON.short}:7@s.whatsapp.net` }),
  () => ({ remoteJid: `${PERSON.lid}@lid` }),
  (id) => ({ remoteJid: `${PERSON.phone}@s.whatsapp.net`, id: `OLD${id}` }),
  (id) => ({ remoteJid: `${PERSON.lid}@lid`, id: `LID${id}` }),
  // A name that nobody here ever heard, for a message that was known; another one beside a name that was known, which is the
  // person's from then on.
  () => ({ remoteJid: '555000111222333@lid' }),
  () => ({ remoteJid: '555000111222444@lid', remoteJidAlt: `${PERSON.short}@s.whatsapp.net` }),
  (id) => ({ remoteJid: '555000111222444@lid', id: `ALT${id}` }),
]

/** What an Ensaio replays has to be asked by several people. */
const QUESTIONS = [
  'que horas abre no domingo?',
  'vocês fazem entrega?',
  'quanto custa o sonho?',
  'onde fica a loja?',
]

it('is nowhere for a day, and begins anew with the first word after it', async () => {
  await hand.writes(OTHER.phone, { text: `quanto custa a broa? ${OTHER.word}`, pushName: 'Beltrana' }, 600)
  for (const [at, text] of QUESTIONS.entries()) await hand.writes(`551198888770${at}`, { text }, 600)
  const conversation = await live()
  const others = (await thread(OTHER.phone)).messages
  // The eyes see: before, the person is in all these places.
  expect(await tables()).toEqual(
    expect.arrayContaining([
      ...['contact', 'contact_identity', 'message', 'outbound', 'raw_event', 'receipt', 'media', 'proposal'],
      ...['rehearsal_item', 'privacy_export_part'],
    ]),
  )
  expect((await files()).length).toBe(1)
  const events = await hand.eventsNaming(MARKS.join('|'))
  expect(events.length).toBeGreaterThan(10)
  const said = events.filter(({ event }) => event === 'messages.upsert')

  const asked = await test.api<ErasureCertificate>('DELETE', `/contacts/${conversation.contact.id}`)
  expect(asked.body.status).toBe('erasing')
  const erasedAt = clock.now()
  await hand.work()
  await nowhere('at once')
  const { body: certificate } = await test.api<ErasureCertificate>(
    'GET',
    `/privacy/certificates/${asked.body.id}`,
  )
  expect(certificate).toMatchObject({
    status: 'erased',
    counts: { contact: 1, conversation: 1, media: 1, proposal: 2, rehearsal_item: 1, privacy_export: 1 },
    outside: [{ where: 'backups' }, { where: 'evolution' }, { where: 'consoles' }, { where: 'whatsapp' }],
  })
  const { items } = (await test.api<{ items: PrivacyExport[] }>('GET', '/privacy/exports')).body
  expect(items.map(({ status }) => status)).toEqual(['expired'])

  const since = new Date(erasedAt.getTime() - HOUR)
  for (let hour = 1; hour <= 24; hour++) {
    shift = hour * HOUR
    // Sign-ins are limited by the minute, and this day is over in two.
    if (hour % 4 === 1 || hour === 24) await test.signIn()
    await hand.count(since)
    if ([1, 7, 23].includes(hour)) for (const event of events) expect(await hand.post(event)).toBe(200)
    if (hour === 5) {
      await hand.pairAgain()
      for (const key of AGAIN) {
        for (const { event, body } of said) {
          const { id } = (body as { data: { key: { id: string } } }).data.key
          expect(await hand.post({ event, body: under(body, key(id)) })).toBe(200)
        }
        // One after the other: while one of an id is under way, the door takes no second.
        await hand.work()
        await nowhere(`when it comes under ${JSON.stringify(key('…'))}`)
      }
    }
    await hand.work()
    await test.house.tasks.sweep({})
    await test.house.tasks.retention({})
    await test.house.tasks['media-garbage']({})
    await hand.work()
    await nowhere(`after ${hour} hours`)
  }
  const [ledger] = await hand.rows<{ missed: number; healed: number; erased: number }>(
    `select sum(missed)::int as missed, sum(healed)::int as healed, sum(erased)::int as erased from instance_ledger
     where tenant_id = $1 and to_at > $2`,
    [test.tenantId, since],
  )
  expect(ledger).toMatchObject({
    missed: 0,
    healed: 0,
    erased: expect.toSatisfy((count: number) => count > 10),
  })
  const metrics = (await test.house.web.inject('/metrics')).body
  const counted = (name: string) => Number(new RegExp(`^plantao_${name} (\\d+)`, 'm').exec(metrics)?.[1])
  // Each hour the count met all of it, and each delivery was refused.
  expect(counted('erased_messages_total')).toBeGreaterThan(100)
  expect(counted('missed_messages_total')).toBe(0)
  expect(counted('receive_total\\{outcome="erased"\\}')).toBeGreaterThanOrEqual(
    events.length * 3 + said.length * AGAIN.length,
  )
  expect(await hand.rows('select from contact where tenant_id = $1', [test.tenantId])).toHaveLength(
    1 + QUESTIONS.length,
  )

  await hand.writes(PERSON.phone, { text: 'bom dia, vocês abrem hoje?', pushName: PERSON.name })
  for (const event of events) await hand.post(event)
  await hand.work()
  await hand.count(since)
  const anew = await thread(PERSON.phone)
  expect(anew.conversation.id).not.toBe(conversation.id)
  expect(anew.conversation.contact.id).not.toBe(conversation.contact.id)
  expect(anew.messages.filter(({ direction }) => direction === 'in').map(({ text }) => text)).toEqual([
    'bom dia, vocês abrem hoje?',
  ])
  expect(await tablesNaming(test.databaseUrl, test.tenantId, [WORD, PERSON.lid])).toEqual([])
  expect((await thread(OTHER.phone)).messages).toEqual(others)
}, 300_000)
