import { afterAll, beforeAll, expect, test } from 'vitest'
import { captured } from '../testing/captured.ts'
import { keyPaths } from '../testing/key-paths.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'

/** The official channel against what a real Evolution said with a stand-in for Meta behind it. */
const answered = (name: string) => captured(`rest-${name}`).response
type Posted = { body: { event: string; data: { messageType?: string; status?: string } } }
const posted = (fits: (body: Posted['body']) => boolean) =>
  (captured('webhooks-business-channel') as Posted[]).map(({ body }) => body).find(fits)

const from = '5511988887777'
let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
})
afterAll(() => sandbox.stop())

test('create, hear, send and ticks have the keys of the captures', async () => {
  const events = ['MESSAGES_UPSERT', 'MESSAGES_UPDATE', 'SEND_MESSAGE']
  const headers = { authorization: 'Bearer static-secret', 'x-tenant': 'wab1' }
  const created = await sandbox.call('POST', '/evolution/instance/create', {
    ...{ instanceName: 'wab1', integration: 'WHATSAPP-BUSINESS', number: '1122334455', token: 'EAAFAKE' },
    webhook: { url: sandbox.hook.url, byEvents: false, base64: true, headers, events },
  })
  expect(created.status).toBe(201)
  expect(keyPaths(created.body)).toEqual(keyPaths(answered('create-business')))
  expect(created.body).toMatchObject({ hash: 'EAAFAKE', instance: { status: 'open' } })

  await sandbox.call('POST', '/phone/messages', {
    from,
    to: 'wab1',
    text: 'Quanto custa?',
    pushName: 'Maria',
  })
  const heard = await sandbox.hook.take('messages.upsert')
  expect(keyPaths(heard.body)).toEqual(keyPaths(posted(({ event }) => event === 'messages.upsert')))

  const sent = await sandbox.call('POST', '/evolution/message/sendText/wab1', { number: from, text: 'R$ 50' })
  expect(keyPaths(sent.body)).toEqual(keyPaths(answered('sendtext-business')))
  const echo = await sandbox.hook.take('send.message')
  expect(keyPaths(echo.body)).toEqual(keyPaths(posted(({ event }) => event === 'send.message')))
  for (const status of ['SENT', 'DELIVERED']) {
    const tick = await sandbox.hook.take('messages.update', ({ body }) => body.data.status === status)
    const theirs = posted(({ event, data }) => event === 'messages.update' && data.status === status)
    expect(keyPaths(tick.body)).toEqual(keyPaths(theirs))
    expect(tick.body.data.fromMe).toBe(false)
  }
})

test('a stranger gets a template or nothing', async () => {
  const number = '5511955554444'
  const text = await sandbox.call('POST', '/evolution/message/sendText/wab1', { number, text: 'Oi' })
  expect(text.status).toBe(400)
  const template = await sandbox.call('POST', '/evolution/message/sendTemplate/wab1', {
    ...{ number, name: 'retomada', language: 'pt_BR' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Seu bolo está pronto.' }] }],
  })
  expect(template.status).toBe(201)
  expect(
    (
      await sandbox.call('POST', '/evolution/chat/sendPresence/wab1', {
        number,
        presence: 'composing',
        delay: 1,
      })
    ).status,
  ).toBe(400)
})
