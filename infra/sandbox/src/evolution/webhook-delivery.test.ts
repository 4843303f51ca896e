import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'
import { isRetryable, retryWait } from './webhook-retry.ts'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await runSandbox({ times: { retryBaseMs: 1 } })
})
afterEach(() => sandbox.stop())

const onlyUpserts = () => ({
  webhook: { url: sandbox.hook.url, headers: { authorization: 'Bearer x' }, events: ['MESSAGES_UPSERT'] },
})
const write = (text: string, more: object = {}) =>
  sandbox.call('POST', '/phone/messages', { from: '5511988887777', to: 'loja', text, ...more })
const texts = () => sandbox.hook.all.map(({ body }) => body.data.message.conversation)
const taken = () => sandbox.hook.take('messages.upsert')

test('the envelope carries the token in the body, a local time and the headers configured', async () => {
  await sandbox.pairedInstance('loja', { ...onlyUpserts(), token: 'segredo' })
  await write('Oi')
  const { body, headers } = await taken()
  expect(body).toMatchObject({ instance: 'loja', apikey: 'segredo', destination: sandbox.hook.url })
  expect(body.sender).toBe('5511990001111@s.whatsapp.net')
  expect(headers.authorization).toBe('Bearer x')
  const falseZ = Date.now() - Date.parse(body.date_time)
  expect(Math.round(falseZ / 3_600_000)).toBe(3)
})

test('events are filtered, and byEvents puts the event into the path', async () => {
  await sandbox.pairedInstance('loja', {
    webhook: { url: sandbox.hook.url, byEvents: true, events: ['MESSAGES_UPSERT'] },
  })
  await write('Oi')
  expect((await taken()).path).toBe('/hook/messages-upsert')
  expect(sandbox.hook.all).toHaveLength(1)
})

test('jwt_key becomes a signed bearer', async () => {
  await sandbox.pairedInstance('loja', {
    webhook: { url: sandbox.hook.url, headers: { jwt_key: 'chave' }, events: ['MESSAGES_UPSERT'] },
  })
  await write('Oi')
  const { headers } = await taken()
  const [head, body, signature] = headers.authorization!.replace('Bearer ', '').split('.')
  expect(signature).toBe(createHmac('sha256', 'chave').update(`${head}.${body}`).digest('base64url'))
  expect(headers.jwt_key).toBeUndefined()
})

test('a 503 is tried again with the same body, so that a later message may overtake', async () => {
  await sandbox.pairedInstance('loja', onlyUpserts())
  sandbox.hook.answers.push(503, 429)
  const { body } = await write('um')
  for (const _ of [1, 2, 3]) expect((await taken()).body.data.key.id).toBe(body.id)
})

test('a 422 is never tried again', async () => {
  await sandbox.pairedInstance('loja', onlyUpserts())
  sandbox.hook.answers.push(422)
  await write('um')
  await taken()
  await write('dois')
  await taken()
  expect(texts()).toEqual(['um', 'dois'])
})

test('waits double, cap at sixty times the base, jitter by a fifth, never below the base', () => {
  expect([1, 2, 3, 7, 9].map((failed) => retryWait(5000, failed, 0.5))).toEqual([
    5000, 10_000, 20_000, 300_000, 300_000,
  ])
  expect(retryWait(5000, 1, 0)).toBe(5000)
  expect(retryWait(5000, 2, 0)).toBe(8000)
  expect([0, 429, 500, 503].every(isRetryable)).toBe(true)
  expect([400, 401, 403, 404, 422].some(isRetryable)).toBe(false)
})

test('the same id twice is delivered twice and counted once', async () => {
  await sandbox.pairedInstance('loja', onlyUpserts())
  await write('um', { id: 'FIXO' })
  await write('um', { id: 'FIXO' })
  await taken()
  await taken()
  const { body: ledger } = await sandbox.call('GET', '/ledger')
  expect(ledger.in).toMatchObject([{ id: 'FIXO', deliveries: 2, contact: '5511988887777', instance: 'loja' }])
})

test('what is written while the connection is down comes when it is back', async () => {
  await sandbox.pairedInstance('loja', onlyUpserts())
  await sandbox.call('POST', '/phone/state', { instance: 'loja', state: 'close' })
  await write('um')
  await write('dois')
  const waiting = await sandbox.call('GET', '/phone/messages?instance=loja')
  expect(waiting.body.messages.map(({ status }: { status: string }) => status)).toEqual(['sent', 'sent'])
  await sandbox.call('POST', '/phone/state', { instance: 'loja', state: 'open' })
  await Promise.all([taken(), taken()])
  expect(texts().toSorted()).toEqual(['dois', 'um'])
})

test('groups stay out when the instance ignores them', async () => {
  await sandbox.pairedInstance('loja', { ...onlyUpserts(), groupsIgnore: true })
  await write('do grupo', { kind: 'group' })
  await write('particular')
  await taken()
  expect(texts()).toEqual(['particular'])
})
