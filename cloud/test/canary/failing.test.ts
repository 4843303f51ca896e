import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { startTestedHouse } from '../../../infra/testing/house/whole-house.ts'
import { until } from '../../../infra/testing/people/phone.ts'
import { type Company, CUSTOMER, foundCompany } from './company.ts'

// An error quotes what it was given: the number that does not exist, the row that could not be written, the prompt that was
// refused. So everything fails here in turn, and then the logs are searched for everybody's words.

let house: WholeHouse
let company: Company
let logs: string
const WORDS = {
  asked: 'zibelunga',
  foto: 'farolandia',
  document: 'trambique.pdf',
  typed: 'senha-errada-dela',
}

const MODEL_FAILED = /"call":"embed","outcome":"down","msg":"model failed"/
const MEDIA_FAILED = /"level":"error".*"task":"fetch-media"/
const MAIL_FAILED = /"failure":"SMTP.*mail will be tried again/
const SEND_FAILED = /"outcome":"(unclear|not_sent)","msg":"send"/

beforeAll(async () => {
  house = await startTestedHouse()
  company = await foundCompany(house, '4,19')
  const { phone, call } = company
  const writes = (text: string, more = {}) => phone.write(CUSTOMER, text, more)
  const replies = async () =>
    (await phone.thread(CUSTOMER)).filter(({ direction }) => direction === 'out').length
  const answered = async (what: string, work: () => Promise<unknown>) => {
    const before = await replies()
    await work()
    await until(what, async () => (await replies()) > before)
  }
  const told = (what: RegExp) => until(`${what} in the logs`, async () => what.test(await house.logs()))

  await phone.faults({ openai: { down: true } })
  await answered('the handoff without a model', () => writes(`Vocês vendem ${WORDS.asked}?`))
  await told(MODEL_FAILED)
  await writes(`Olha a ${WORDS.foto}`, { kind: 'image' })
  await writes('', { kind: 'audio' })
  await told(MEDIA_FAILED)
  await phone.faults({ openai: { down: false, failRate: 1 } })
  await call('POST', '/knowledge/try', { question: `Tem ${WORDS.asked}?` })

  await phone.faults({ openai: { failRate: 0 }, smtp: { down: true }, evolution: { failRate: 1 } })
  await call('POST', '/auth/password-reset', { email: company.email })
  await told(MAIL_FAILED)
  const conversation = await company.conversation()
  await call('POST', `/conversations/${conversation.id}/claim`, {})
  const reply = { clientId: 'resposta-0001', text: `Temos ${WORDS.asked}.` }
  expect((await call('POST', `/conversations/${conversation.id}/messages`, reply)).status).toBe(200)
  await told(SEND_FAILED)
  await phone.faults({ evolution: { failRate: 0, timeoutAfterAcceptRate: 1 } })
  await writes('Segue o papel', { kind: 'document', fileName: WORDS.document })
  await phone.noFaults()
  const settled = ['sent', 'delivered', 'read', 'failed']
  await until(
    'the reply to have come to something',
    async () =>
      (await company.messages()).some(
        ({ text, status }) => text === `Temos ${WORDS.asked}.` && settled.includes(status),
      ),
    90_000,
  )

  // Doors: garbage, wrong secrets, wrong passwords, what the schema refuses.
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${house.cloudUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  await post('/webhook/whatsapp', `{"${WORDS.asked}": `, { authorization: `Bearer ${WORDS.typed}` })
  await post('/webhook/whatsapp', JSON.stringify({ event: 'messages.upsert', data: WORDS.asked }), {
    authorization: `Bearer ${WORDS.typed}`,
  })
  await post('/api/v1/auth/login', JSON.stringify({ email: company.email, password: WORDS.typed }))
  await post('/api/v1/auth/login', JSON.stringify({ email: WORDS.asked, password: WORDS.typed }))
  await call('PUT', '/knowledge', { text: 5, [WORDS.asked]: WORDS.asked })
  await fetch(`${house.cloudUrl}/api/v1/conversations?search=${WORDS.asked}&cursor=${WORDS.asked}`)

  // The database goes in the middle of a message, and comes back.
  await house.stopDatabase()
  await writes(`Ainda tem ${WORDS.asked}?`)
  await call('GET', '/conversations').catch(() => undefined)
  await house.startDatabase()
  await until('the message that came without a database', async () =>
    (await company.messages()).some(({ text }) => text?.includes(`Ainda tem ${WORDS.asked}`)),
  )
  logs = await house.logs()
}, 240_000)
afterAll(() => house?.stop(), 60_000)

const lineWith = (word: string) =>
  logs.split('\n').find((line) => line.toLowerCase().includes(word.toLowerCase()))

it('made every vendor fail, and the failures are told', () => {
  for (const told of [MODEL_FAILED, MEDIA_FAILED, MAIL_FAILED, SEND_FAILED, /"outcome":"unauthorized"/]) {
    expect(logs).toMatch(told)
  }
})

it('leaves no word, number, address or secret of anybody in a log, whatever failed', () => {
  const secrets = Object.entries(house.cloudEnvironment)
    .filter(([name, value]) => /KEY|SECRET|PASSWORD|TOKEN/.test(name) && value.length >= 8)
    .map(([, value]) => value)
  expect(secrets.length).toBeGreaterThan(2)
  const { canary, email, token } = company
  for (const word of [
    ...Object.values(WORDS),
    ...secrets,
    canary,
    email,
    token,
    CUSTOMER,
    CUSTOMER.slice(-8),
  ]) {
    expect(lineWith(word), word).toBeUndefined()
  }
})
