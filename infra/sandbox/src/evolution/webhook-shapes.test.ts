import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveredBody } from '../testing/captured.ts'
import { keyPaths } from '../testing/key-paths.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'

// What customers send is held against the recordings in captures.test.ts; here is what happens around it.

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
  await sandbox.pairedInstance('loja')
})
afterAll(() => sandbox.stop())

const from = '5511988887777'
const typed = (body: object) =>
  sandbox.call('POST', '/phone/messages', { from, to: 'loja', pushName: 'Maria', ...body })

/** Captures of connection events hold null pictures or texts in the same place; only keys are compared. */
const expectShape = (body: { event: string }, name: string, at = 0) =>
  expect(keyPaths(body), name).toEqual(keyPaths(deliveredBody(name, body.event, at)))

test('a reply quotes what it answers', async () => {
  const { body: first } = await sandbox.call('POST', '/evolution/message/sendText/loja', {
    number: from,
    text: 'Qual?',
  })
  const { body: answer } = await typed({ text: 'esse', quoted: first.key.id })
  const received = await sandbox.hook.take('messages.upsert', (one) => one.body.data.key.id === answer.id)
  expectShape(received.body, 'baileys-text-extended-quoted')
  expect(received.body.data.contextInfo).toMatchObject({
    stanzaId: first.key.id,
    participant: '5511990001111@s.whatsapp.net',
    quotedMessage: { conversation: 'Qual?' },
  })
})

test('edits and revokes have the keys of the captures', async () => {
  const { body: message } = await typed({ text: 'erado' })
  await typed({ kind: 'edited', target: message.id, text: 'errado' })
  expectShape((await sandbox.hook.take('messages.edited')).body, 'baileys-edited')
  await typed({ kind: 'revoked', target: message.id })
  expectShape((await sandbox.hook.take('messages.edited')).body, 'baileys-deleted')
  expectShape((await sandbox.hook.take('messages.delete')).body, 'baileys-deleted')
})

test('what is sent echoes as send.message and is acknowledged', async () => {
  const { body: asked } = await typed({ text: 'Oi' })
  const send = async (path: string, body: object, name: string, at = 0) => {
    const answer = await sandbox.call('POST', `/evolution/message/${path}/loja`, { number: from, ...body })
    const mine = (one: { body: { data: { key: { id: string } } } }) =>
      one.body.data.key.id === answer.body.key.id
    const echo = await sandbox.hook.take('send.message', mine)
    expectShape(echo.body, name, at)
    expect(echo.body.data).toEqual(answer.body)
    return answer.body.key.id as string
  }
  const id = await send(
    'sendText',
    { text: 'Olá! Temos sim.', quoted: { key: { id: asked.id } } },
    'webhooks-baileys-send-message',
  )
  await send('sendWhatsAppAudio', { audio: 'UklGRiQf' }, 'webhooks-baileys-send-message', 1)
  await send(
    'sendMedia',
    { mediatype: 'image', media: 'iVBORw0K', caption: 'foto' },
    'webhooks-baileys-send-media',
  )
  await send(
    'sendMedia',
    { mediatype: 'document', media: 'JVBERi0x', fileName: 'c.pdf', caption: 'c' },
    'webhooks-baileys-send-media',
    1,
  )
  const key = { remoteJid: `${from}@s.whatsapp.net`, fromMe: false, id: asked.id }
  await send('sendReaction', { key, reaction: '❤️' }, 'webhooks-baileys-send-message', 2)
  for (const status of ['SERVER_ACK', 'DELIVERY_ACK']) {
    const { data } = (
      await sandbox.hook.take(
        'messages.update',
        (one) => one.body.data.keyId === id && one.body.data.status === status,
      )
    ).body
    expect(keyPaths(data)).toEqual(
      keyPaths(deliveredBody('webhooks-baileys-messages-update', 'messages.update').data),
    )
  }
})

test('the life of an instance has the keys of the captures', async () => {
  const of = (state: string) => (one: { body: { instance: string; data: { state?: string } } }) =>
    one.body.instance === 'vida' && one.body.data.state === state
  await sandbox.pairedInstance('vida')
  const named = (one: { body: { instance: string } }) => one.body.instance === 'vida'
  expectShape((await sandbox.hook.take('instance.create', named)).body, 'webhooks-baileys-offline')
  expectShape(
    (await sandbox.hook.take('connection.update', of('connecting'))).body,
    'webhooks-baileys-offline',
  )
  expectShape(
    (await sandbox.hook.take('connection.update', of('open'))).body,
    'webhooks-baileys-connection-open',
  )
  const qrcode = await sandbox.hook.take('qrcode.updated', named)
  expect(keyPaths(qrcode.body.data)).toEqual(
    keyPaths(deliveredBody('webhooks-baileys-qrcode', 'qrcode.updated').data),
  )
  await sandbox.call('POST', '/phone/state', { instance: 'vida', state: 'close' })
  expectShape((await sandbox.hook.take('status.instance', named)).body, 'webhooks-baileys-loggedout')
  expectShape((await sandbox.hook.take('connection.update', of('close'))).body, 'webhooks-baileys-loggedout')
  await sandbox.call('DELETE', '/evolution/instance/delete/vida')
  expectShape((await sandbox.hook.take('instance.delete', named)).body, 'webhooks-baileys-logout-delete')
})
