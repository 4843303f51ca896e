import { afterEach, beforeEach, expect, test } from 'vitest'
import { Faults } from './faults.ts'
import { type RunningSandbox, runSandbox } from './testing/running-sandbox.ts'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await runSandbox()
  await sandbox.pairedInstance('loja', {
    webhook: { url: sandbox.hook.url, events: ['MESSAGES_UPSERT', 'SEND_MESSAGE'] },
  })
})
afterEach(() => sandbox.stop())

const number = '5511988887777'
const send = (text: string) => sandbox.call('POST', '/evolution/message/sendText/loja', { number, text })
const write = (text: string) => sandbox.call('POST', '/phone/messages', { from: number, to: 'loja', text })
const faults = (body: object) => sandbox.call('POST', '/faults', body)
const sent = async () => (await sandbox.call('GET', '/ledger')).body.out

test('failRate refuses before anything is sent', async () => {
  await faults({ evolution: { failRate: 1 } })
  expect((await send('a')).status).toBe(500)
  expect(await sent()).toEqual([])
  await sandbox.call('DELETE', '/faults')
  expect((await send('b')).status).toBe(201)
})

test('timeoutAfterAcceptRate sends and then says nothing', async () => {
  await faults({ evolution: { timeoutAfterAcceptRate: true } })
  const caller = new AbortController()
  const answer = fetch(`${sandbox.url}/evolution/message/sendText/loja`, {
    method: 'POST',
    headers: { apikey: 'sandbox-evolution-key', 'content-type': 'application/json' },
    body: JSON.stringify({ number, text: 'chegou' }),
    signal: caller.signal,
  })
  const echo = await sandbox.hook.take('send.message')
  expect(echo.body.data.message.conversation).toBe('chegou')
  expect(await sent()).toMatchObject([{ text: 'chegou', contact: number }])
  caller.abort()
  await expect(answer).rejects.toThrow()
})

test('down cuts every connection and holds the webhooks until it is up', async () => {
  await faults({ evolution: { down: true } })
  await expect(send('a')).rejects.toThrow()
  expect((await write('Oi')).status).toBe(202)
  expect(sandbox.hook.all).toEqual([])
  await faults({ evolution: { down: false } })
  expect((await sandbox.hook.take('messages.upsert')).body.data.message.conversation).toBe('Oi')
})

test('delayMs holds back the answer, not the message', async () => {
  await faults({ evolution: { delayMs: 1000 } })
  const order: string[] = []
  const slow = send('devagar').then(() => order.push('devagar'))
  await sandbox.hook.take('send.message')
  await faults({ evolution: { delayMs: 0 } })
  await send('logo').then(() => order.push('logo'))
  await slow
  expect(order).toEqual(['logo', 'devagar'])
})

test('duplicateWebhooks sends the same event twice', async () => {
  await faults({ evolution: { duplicateWebhooks: 1 } })
  await write('Oi')
  const [first, second] = [
    await sandbox.hook.take('messages.upsert'),
    await sandbox.hook.take('messages.upsert'),
  ]
  expect(second.body).toEqual(first.body)
})

test('reorderWebhooks lets later events overtake', async () => {
  await faults({ evolution: { reorderWebhooks: 1 } })
  await write('um')
  await faults({ evolution: { reorderWebhooks: 0 } })
  await write('dois')
  expect((await sandbox.hook.take('messages.upsert')).body.data.message.conversation).toBe('dois')
  expect((await sandbox.hook.take('messages.upsert')).body.data.message.conversation).toBe('um')
})

test('knobs merge, wrong ones are refused, DELETE clears them', async () => {
  await faults({ openai: { down: true }, seed: 7 })
  await faults({ smtp: { down: true } })
  const { body } = await sandbox.call('GET', '/faults')
  expect(body).toMatchObject({ openai: { down: true }, smtp: { down: true }, seed: 7 })
  expect((await faults({ evolution: { failRate: 2 } })).status).toBe(400)
  expect((await faults({ evolutoin: {} })).status).toBe(400)
  const cleared = await sandbox.call('DELETE', '/faults')
  expect(cleared.body).toMatchObject({ openai: { down: false }, smtp: { down: false }, seed: 1 })
})

test('the same seed throws the same dice', () => {
  const throws = () => {
    const dice = new Faults()
    dice.set({ seed: 42 })
    return Array.from({ length: 20 }, () => dice.happens(0.5))
  }
  expect(throws()).toEqual(throws())
  expect(new Set(throws()).size).toBe(2)
})
