import { randomUUID } from 'node:crypto'
import type { Conversation, Message, TryAnswer } from '@plantao/shared/conversations'
import type { Insights } from '@plantao/shared/insights'
import type { Knowledge } from '@plantao/shared/knowledge'
import type { AnsweredSame, Proposal, SameQuestions, Topic } from '@plantao/shared/learning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'

// The routes of learning and results, asked from outside as console and dashboard ask them; messages really go out.

const IN_TIME = { timeout: 20_000, interval: 50 }
const ASKS = '5531988880001'
const SAME = ['5531988880002', '5531988880003', '5531988880004', '5531988880005']
const OTHER = '5531988880006'
const ANSWER = 'Entregamos em Contagem sim, a taxa é de R$ 35,00.'

type Answer<T> = { status: number; body: T }
type Page<T> = { items: T[]; nextCursor?: string }
type Failure = { error: { code: string } }

let home: TestHouse
/** The same company's attendant. */
let attendant: <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>

beforeAll(async () => {
  home = await startHouse()
  attendant = await colleague(home)
})
afterAll(() => home?.stop())

async function colleague({ house, tenantId }: TestHouse) {
  await house.db.tenant(tenantId, (tx) =>
    tx.query(
      `insert into member (tenant_id, id, email, name, role, password_hash, must_change_password, created_at)
       select tenant_id, $2, 'bia@jornada.example', 'Bia', 'attendant', password_hash, false, $3 from member where tenant_id = $1`,
      [tenantId, uuidv7(), tx.now],
    ),
  )
  const login = await house.web.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: 'bia@jornada.example', password: 'jornada-123', client: 'desktop' },
  })
  const { accessToken } = login.json() as { accessToken: string }
  return async <T>(method: string, path: string, payload?: unknown) => {
    const reply = await house.web.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${accessToken}` },
      ...(payload === undefined ? {} : { payload: payload as object }),
    })
    return { status: reply.statusCode, body: reply.json() as T }
  }
}

async function waits(phone: string): Promise<Conversation> {
  await expect.poll(async () => (await home.conversation(phone))?.state, IN_TIME).toBe('awaiting_human')
  return (await home.conversation(phone))!
}

describe('one answer frees the queue', () => {
  let asked: Conversation
  let messageId: string
  let same: string[]

  test('those who ask the same are offered; who asks something else is not', async () => {
    await home.phone(ASKS, { text: 'vocês entregam em Contagem?', pushName: 'Joana Prado' })
    for (const phone of SAME) await home.phone(phone, { text: 'fazem entrega em contagem', pushName: 'Igor' })
    await home.phone(OTHER, { text: 'quero falar com um atendente' })
    asked = await waits(ASKS)
    same = []
    for (const phone of SAME) same.push((await waits(phone)).id)
    await waits(OTHER)

    const nothing = await home.api<SameQuestions>('GET', `/conversations/${asked.id}/same-question`)
    expect(nothing.body.items).toEqual([])
    const sent = await home.api<Message>('POST', `/conversations/${asked.id}/messages`, {
      clientId: randomUUID(),
      text: ANSWER,
    })
    messageId = sent.body.id
    const offered = await home.api<SameQuestions>('GET', `/conversations/${asked.id}/same-question`)
    expect(offered.body).toMatchObject({ messageId, answer: ANSWER, question: 'vocês entregam em Contagem?' })
    expect(offered.body.items.map(({ conversationId }) => conversationId).sort()).toEqual([...same].sort())

    const first = await home.api<SameQuestions>('GET', `/conversations/${asked.id}/same-question?limit=3`)
    const rest = await home.api<SameQuestions>(
      'GET',
      `/conversations/${asked.id}/same-question?limit=3&cursor=${first.body.nextCursor}`,
    )
    expect([...first.body.items, ...rest.body.items]).toEqual(offered.body.items)
    expect(rest.body.nextCursor).toBeUndefined()
  })

  test('a text with the name of who asked first goes to nobody', async () => {
    const body = {
      ...{ messageId, clientId: randomUUID(), conversationIds: same },
      texts: { [same[1]!]: 'Joana, entregamos sim!' },
    }
    const reply = await home.api<Failure>('POST', `/conversations/${asked.id}/answer-same`, body)
    expect(reply).toMatchObject({ status: 422, body: { error: { code: 'answer.names_another' } } })
    for (const phone of SAME)
      expect((await home.onPhone(phone)).filter(({ text }) => /entregamos/i.test(text))).toEqual([])
  })

  test('one click answers each once, leaves the one a colleague took, and may be repeated', async () => {
    const taken = same[3]!
    expect((await attendant('POST', `/conversations/${taken}/claim`)).status).toBe(200)
    // Written while waiting: the bot has taken in no more than the question.
    const more = await home.phone(SAME[0]!, { text: 'alguém pode me responder?' })
    await expect.poll(async () => (await home.conversation(SAME[0]!))?.unread, IN_TIME).toBe(2)
    const stranger = uuidv7()
    const own = 'Igor, entregamos em Contagem sim!'
    const body = {
      ...{ messageId, clientId: randomUUID(), conversationIds: [...same, same[0], stranger] },
      texts: { [same[1]!]: own },
    }
    const wordsFor = (phone: string) => (phone === SAME[1] ? own : ANSWER)
    const path = `/conversations/${asked.id}/answer-same`
    const [click, again] = await Promise.all([
      home.api<Page<AnsweredSame>>('POST', path, body),
      home.api<Page<AnsweredSame>>('POST', path, body),
    ])
    expect(click.body).toEqual(again.body)
    expect(click.body.items.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'held', 'gone'])
    expect(click.body.items[3]).toMatchObject({ conversationId: taken, heldBy: 'Bia' })
    for (const phone of SAME.slice(0, 3)) {
      const heard = async () => (await home.onPhone(phone)).filter(({ text }) => text === wordsFor(phone))
      await expect.poll(async () => (await heard()).length, IN_TIME).toBe(1)
    }
    const tick = async () => (await home.onPhone(SAME[0]!)).find(({ id }) => id === more)?.status
    await expect.poll(tick, IN_TIME).toBe('read')
    expect((await home.api<Page<AnsweredSame>>('POST', path, body)).body).toEqual(click.body)
    // Another click is another message, and nobody waits with this question any more.
    const later = await home.api<Page<AnsweredSame>>('POST', path, { ...body, clientId: randomUUID() })
    expect(later.body.items.map(({ outcome }) => outcome)).toEqual([
      'moved_on',
      'moved_on',
      'moved_on',
      'held',
      'gone',
    ])
    for (const phone of SAME.slice(0, 3))
      expect((await home.onPhone(phone)).filter(({ text }) => text === wordsFor(phone))).toHaveLength(1)
    expect((await home.onPhone(SAME[3]!)).filter(({ text }) => text === ANSWER)).toEqual([])
  })

  test('a message that is not a person’s answer of that conversation repeats nothing', async () => {
    const body = { messageId: uuidv7(), clientId: randomUUID(), conversationIds: [same[3]] }
    const reply = await home.api<Failure>('POST', `/conversations/${asked.id}/answer-same`, body)
    expect(reply).toMatchObject({ status: 404, body: { error: { code: 'message.not_found' } } })
  })

  test('the answer is proposed by itself; it enters by the owner’s word only, as a version like any other', async () => {
    const pending = async () => (await attendant<Page<Proposal>>('GET', '/proposals')).body.items
    await expect.poll(async () => (await pending()).map(({ answer }) => answer), IN_TIME).toContain(ANSWER)
    const proposal = (await pending()).find(({ answer }) => answer === ANSWER)!
    const before = (await home.api<Knowledge>('GET', '/knowledge')).body
    expect(before.text).not.toContain(ANSWER)

    expect((await attendant('POST', `/proposals/${proposal.id}/approve`, {})).status).toBe(403)
    expect((await attendant('POST', `/proposals/${proposal.id}/reject`)).status).toBe(403)
    const [one, two] = await Promise.all([
      home.api<Proposal>('POST', `/proposals/${proposal.id}/approve`, {}),
      home.api<Proposal>('POST', `/proposals/${proposal.id}/approve`, {}),
    ])
    expect(one.body).toMatchObject({ status: 'approved', revision: before.revision + 1 })
    expect(two.body.revision).toBe(one.body.revision)
    const after = (await home.api<Knowledge>('GET', '/knowledge')).body
    expect(after.revision).toBe(before.revision + 1)
    expect(after.text).toBe(`${before.text.trimEnd()}\n\n${proposal.text}\n`)
    const history = await home.api<Page<{ number: number; origin: string; current: boolean }>>(
      'GET',
      '/knowledge/revisions',
    )
    expect(history.body.items[0]).toMatchObject({ number: after.revision, origin: 'proposal', current: true })
    const tried = await home.api<TryAnswer>('POST', '/knowledge/try', {
      question: 'vocês entregam em Contagem?',
    })
    expect(tried.body.chunks.some(({ text }) => text.includes(ANSWER))).toBe(true)
  })

  test('a pair that says something else than the text is shown so, and can be refused for good', async () => {
    const pair = { question: 'quanto custa a broa de fubá?', answer: 'A broa de fubá está R$ 7,00.' }
    const path = `/conversations/${asked.id}/propose`
    const made = await attendant<Proposal>('POST', path, pair)
    expect(made.body).toMatchObject({ status: 'pending', proposedBy: { name: 'Bia' } })
    expect(made.body.contradictions).toMatchObject([
      { kind: 'price', existing: [expect.stringMatching(/3,80/)], proposed: [expect.stringMatching(/7,00/)] },
    ])
    expect((await attendant<Proposal>('POST', path, pair)).body.id).toBe(made.body.id)
    const refuse = () => home.api<Proposal>('POST', `/proposals/${made.body.id}/reject`)
    expect((await refuse()).body.status).toBe('rejected')
    expect((await refuse()).status).toBe(200)
    const late = await home.api<Failure>('POST', `/proposals/${made.body.id}/approve`, {})
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'proposal.decided' } } })
    expect((await attendant<Proposal>('POST', path, pair)).body.status).toBe('rejected')
    expect((await home.api<Knowledge>('GET', '/knowledge')).body.text).not.toContain('7,00')
    const rejected = await home.api<Page<Proposal>>('GET', '/proposals?status=rejected')
    expect(rejected.body.items.map(({ id }) => id)).toEqual([made.body.id])
  })

  test('of a conversation that is none nothing is proposed', async () => {
    const pair = { question: 'tem wi-fi?', answer: 'Tem wi-fi grátis.' }
    const reply = await home.api<Failure>('POST', `/conversations/${uuidv7()}/propose`, pair)
    expect(reply).toMatchObject({ status: 404, body: { error: { code: 'conversation.not_found' } } })
  })
})

describe('results', () => {
  test('what nobody’s text answered is one topic, counted', async () => {
    const { body } = await home.api<Page<Topic>>('GET', '/insights/topics?limit=1')
    expect(body.items[0]).toMatchObject({ count: 5, conversations: 5 })
    expect(body.items[0]!.words.join(' ')).toMatch(/contagem/i)
    expect((await attendant('GET', '/insights/topics')).status).toBe(403)
    expect((await home.api('GET', '/insights/topics?cursor=x')).status).toBe(400)
  })

  test('days add up to the totals, and a range that is none is refused', async () => {
    const { body } = await home.api<Insights>('GET', '/insights')
    const sum = (read: (day: Insights['days'][number]) => number) =>
      body.days.reduce((total, day) => total + read(day), 0)
    expect(sum(({ received }) => received)).toBe(7)
    expect(sum(({ handoffs }) => handoffs)).toBe(6)
    expect(sum(({ sentByPeople }) => sentByPeople)).toBe(4)
    expect(body.handoffReasons).toContainEqual({ reason: 'customer_asked', count: 1 })
    expect((await attendant('GET', '/insights')).status).toBe(403)
    expect((await home.api('GET', '/insights?from=2026-03-02&to=2026-03-01')).status).toBe(422)
    expect((await home.api('GET', '/insights?from=ontem')).status).toBe(400)
  })

  test('the CSV holds the same days, as a spreadsheet in Brazil expects them', async () => {
    const { body, headers, status } = await home.bytes('/insights/export')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="plantao-[\d-]+\.csv"$/)
    const text = body.toString('utf8')
    expect(text.startsWith('\uFEFFDia;Mensagens recebidas;')).toBe(true)
    const insights = (await home.api<Insights>('GET', '/insights')).body
    expect(text.trimEnd().split('\r\n')).toHaveLength(insights.days.length + 1)
    const english = await home.bytes('/insights/export', { 'accept-language': 'en' })
    expect(english.body.toString('utf8').startsWith('\uFEFFDay,Messages received,')).toBe(true)
    expect((await attendant('GET', '/insights/export')).status).toBe(403)
  })
})
