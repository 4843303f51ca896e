import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyPaths } from '../testing/key-paths.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'
import captured from './fixtures/webhooks.json' with { type: 'json' }

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
const expectShape = (body: unknown, name: keyof typeof captured) =>
  expect(keyPaths(body), name).toEqual(keyPaths(captured[name]))

const incoming: Array<[keyof typeof captured, object]> = [
  ['text-pn', { text: 'Oi, bom dia' }],
  ['text-lid-with-alt', { text: 'de LID', lid: '123456789012345@lid' }],
  ['text-lid-without-alt', { text: 'sem número', lid: '?223456789012345@lid' }],
  ['from-me', { text: 'respondi pelo celular', fromMe: true }],
  ['group-text', { text: 'oi grupo', kind: 'group' }],
  ['audio', { kind: 'audio', text: 'quanto custa' }],
  ['image-caption', { kind: 'image', text: 'olha isso' }],
  ['video', { kind: 'video', text: 'video' }],
  ['document', { kind: 'document', text: 'segue' }],
  ['sticker', { kind: 'sticker' }],
  ['location', { kind: 'location' }],
  ['reaction', { kind: 'reaction', text: '👍' }],
  ['ephemeral', { kind: 'ephemeral', text: 'some logo' }],
]

test.each(incoming)('an incoming %s has the keys of the capture', async (name, body) => {
  const { body: answer } = await typed(body)
  const received = await sandbox.hook.take('messages.upsert', (one) => one.body.data.key.id === answer.id)
  expectShape(received.body, name)
  expect(received.body.data.messageType).toBe(
    (captured[name] as { data: { messageType: string } }).data.messageType,
  )
})

test('a reply quotes what it answers', async () => {
  const { body: first } = await sandbox.call('POST', '/evolution/message/sendText/loja', {
    number: from,
    text: 'Qual?',
  })
  const { body: answer } = await typed({ text: 'esse', quoted: first.key.id })
  const received = await sandbox.hook.take('messages.upsert', (one) => one.body.data.key.id === answer.id)
  expectShape(received.body, 'text-quoted')
  expect(received.body.data.contextInfo).toMatchObject({
    stanzaId: first.key.id,
    participant: '5511990001111@s.whatsapp.net',
    quotedMessage: { conversation: 'Qual?' },
  })
})

test('edits and revokes have the keys of the captures', async () => {
  const { body: message } = await typed({ text: 'erado' })
  await typed({ kind: 'edited', target: message.id, text: 'errado' })
  expectShape((await sandbox.hook.take('messages.edited')).body, 'edited')
  await typed({ kind: 'revoked', target: message.id })
  expectShape((await sandbox.hook.take('messages.edited')).body, 'revoked')
  expectShape((await sandbox.hook.take('messages.delete')).body, 'deleted')
})

test('what is sent echoes as send.message and is acknowledged', async () => {
  const { body: asked } = await typed({ text: 'Oi' })
  const send = async (path: string, body: object, name: keyof typeof captured) => {
    const answer = await sandbox.call('POST', `/evolution/message/${path}/loja`, { number: from, ...body })
    const mine = (one: { body: { data: { key: { id: string } } } }) =>
      one.body.data.key.id === answer.body.key.id
    const echo = await sandbox.hook.take('send.message', mine)
    expectShape(echo.body, name)
    expect(echo.body.data).toEqual(answer.body)
    return answer.body.key.id as string
  }
  const id = await send(
    'sendText',
    { text: 'Olá! Temos sim.', quoted: { key: { id: asked.id } } },
    'send-message',
  )
  await send('sendWhatsAppAudio', { audio: 'UklGRiQf' }, 'send-audio')
  await send('sendMedia', { mediatype: 'image', media: 'iVBORw0K', caption: 'foto' }, 'send-image')
  await send(
    'sendMedia',
    { mediatype: 'document', media: 'JVBERi0x', fileName: 'c.pdf', caption: 'c' },
    'send-document',
  )
  const key = { remoteJid: `${from}@s.whatsapp.net`, fromMe: false, id: asked.id }
  await send('sendReaction', { key, reaction: '❤️' }, 'send-reaction')
  for (const status of ['SERVER_ACK', 'DELIVERY_ACK']) {
    const { data } = (
      await sandbox.hook.take(
        'messages.update',
        (one) => one.body.data.keyId === id && one.body.data.status === status,
      )
    ).body
    expect(keyPaths(data)).toEqual(keyPaths(captured['messages-update'].data))
  }
})

test('the life of an instance has the keys of the captures', async () => {
  const of = (state: string) => (one: { body: { instance: string; data: { state?: string } } }) =>
    one.body.instance === 'vida' && one.body.data.state === state
  await sandbox.pairedInstance('vida')
  const named = (one: { body: { instance: string } }) => one.body.instance === 'vida'
  expectShape((await sandbox.hook.take('instance.create', named)).body, 'instance-create')
  expectShape((await sandbox.hook.take('connection.update', of('connecting'))).body, 'connecting')
  expectShape((await sandbox.hook.take('connection.update', of('open'))).body, 'connection-open')
  const qrcode = await sandbox.hook.take('qrcode.updated', named)
  expect(keyPaths(qrcode.body.data)).toEqual(keyPaths(captured.qrcode.data))
  await sandbox.call('POST', '/phone/state', { instance: 'vida', state: 'close' })
  expectShape((await sandbox.hook.take('status.instance', named)).body, 'status-instance')
  expectShape((await sandbox.hook.take('connection.update', of('close'))).body, 'connection-close')
  await sandbox.call('DELETE', '/evolution/instance/delete/vida')
  expectShape((await sandbox.hook.take('instance.delete', named)).body, 'instance-delete')
})
