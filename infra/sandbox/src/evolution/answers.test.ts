import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf } from '../testing/captured.ts'
import { keyPaths } from '../testing/key-paths.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
  await sandbox.pairedInstance('loja')
  await sandbox.call('POST', '/evolution/instance/create', {
    instanceName: 'fechada',
    integration: 'WHATSAPP-BAILEYS',
  })
})
afterAll(() => sandbox.stop())

/** [recording, method, path, body, key]: the answer must be the captured one, but for the instance's name. */
const refusals: Array<[string, string, string, unknown?, string?]> = [
  ['create-duplicate-403', 'POST', '/instance/create', { instanceName: 'loja' }, ''],
  ['create-no-integration-400', 'POST', '/instance/create', { instanceName: 'sem' }],
  [
    'create-schema-400',
    'POST',
    '/instance/create',
    { instanceName: 'x', integration: 'WHATSAPP-BAILEYS', groupsIgnore: 'yes' },
  ],
  [
    'create-webhook-without-events',
    'POST',
    '/instance/create',
    { instanceName: 'x', integration: 'WHATSAPP-BAILEYS', webhook: { url: 'http://127.0.0.1:1/x' } },
  ],
  ['instance-unknown-404', 'GET', '/instance/connectionState/nope', undefined, 'wrong key'],
  ['auth-bad-401', 'GET', '/instance/connectionState/loja', undefined, 'wrong key'],
  ['sendtext-empty-400', 'POST', '/message/sendText/loja', { number: '5511988887777', text: '  ' }],
  ['sendtext-schema-400', 'POST', '/message/sendText/loja', { number: '5511988887777' }],
  ['sendtext-not-on-whatsapp-400', 'POST', '/message/sendText/loja', { number: '5500000000000', text: 'x' }],
  [
    'sendmedia-bad-400',
    'POST',
    '/message/sendMedia/loja',
    { number: '5511988887777', mediatype: 'image', media: 'not base64 not url!' },
  ],
  [
    'sendpresence-no-delay-400',
    'POST',
    '/chat/sendPresence/loja',
    { number: '5511988887777', presence: 'composing' },
  ],
  ['settings-set-partial-400', 'POST', '/settings/set/loja', { groupsIgnore: true }],
  ['webhook-set-flat-400', 'POST', '/webhook/set/loja', { url: 'http://x', enabled: true }],
  [
    'webhook-set-without-events',
    'POST',
    '/webhook/set/loja',
    { webhook: { enabled: true, url: 'http://127.0.0.1:1/x' } },
  ],
  ['restart-when-close', 'POST', '/instance/restart/fechada'],
  ['logout-baileys-connecting', 'DELETE', '/instance/logout/fechada'],
]

test.each(refusals)('%s answers as the real server', async (name, method, path, body, key) => {
  const { status, response } = answerOf(name)
  const answer = await sandbox.call(method, `/evolution${path}`, body, key)
  const named = JSON.stringify(response).replace(/evo1|nope|bail\d/g, () => nameIn(path, body))
  expect(answer).toEqual({ status, body: JSON.parse(named) })
})

const nameIn = (path: string, body: unknown): string =>
  (body as { instanceName?: string })?.instanceName ?? path.split('/').at(-1)!

test('an instance rolled back at create can be created again', async () => {
  const again = { instanceName: 'x', integration: 'WHATSAPP-BAILEYS' }
  expect((await sandbox.call('POST', '/evolution/instance/create', again)).status).toBe(201)
})

test('create, connect, list and send answer with the captured keys', async () => {
  const webhook = { url: sandbox.hook.url, headers: { authorization: 'x' }, byEvents: false, base64: false }
  const created = await sandbox.call('POST', '/evolution/instance/create', {
    instanceName: 'nova',
    integration: 'WHATSAPP-BAILEYS',
    qrcode: true,
    token: 'token-nova',
    webhook: { ...webhook, events: [] },
  })
  expect(created.status).toBe(201)
  expect(created.body.hash).toBe('token-nova')
  const withoutQr = ({ qrcode: _qr, ...rest }: Record<string, unknown>) => keyPaths(rest)
  expect(withoutQr(created.body)).toEqual(withoutQr(answerOf('create-baileys-offline').response))
  const connect = await sandbox.call('GET', '/evolution/instance/connect/nova')
  expect(keyPaths(connect.body)).toEqual(keyPaths(answerOf('connect-baileys-with-qr').response))
  const rows = await sandbox.call('GET', '/evolution/instance/fetchInstances', undefined, 'token-nova')
  expect(keyPaths(rows.body)).toEqual(keyPaths(answerOf('fetchInstances-baileys-open').response))
  expect(rows.body).toHaveLength(1)
  const hook = await sandbox.call('GET', '/evolution/webhook/find/nova')
  expect(Object.keys(hook.body).sort()).toEqual(Object.keys(answerOf('webhook-find').response).sort())
  const sent = await sandbox.call('POST', '/evolution/message/sendText/loja', {
    number: '5511988887777',
    text: 'Olá!',
  })
  const { contextInfo: _theirs, ...captureBase } = answerOf('sendtext-baileys').response
  const { contextInfo: _ours, ...ownBase } = sent.body
  expect(keyPaths(ownBase)).toEqual(keyPaths(captureBase))
})

test('without a connection nothing is sent', async () => {
  const body = { number: '5511988887777', text: 'x' }
  const answer = await sandbox.call('POST', '/evolution/message/sendText/fechada', body)
  expect(answer.status).toBe(400)
  expect(answer.body.response.message).toEqual(['Connection Closed'])
})

test('findMessages: newest first, paged by offset, fromMe false is no filter', async () => {
  for (const text of ['um', 'dois', 'três'])
    await sandbox.call('POST', '/phone/messages', { from: '5511970001234', to: 'loja', text })
  const key = { remoteJid: '5511970001234@s.whatsapp.net', fromMe: false }
  await sandbox.call('POST', '/evolution/message/sendText/loja', { number: '5511970001234', text: 'eu' })
  const find = (where: object, page = 1, offset = 2) =>
    sandbox.call('POST', '/evolution/chat/findMessages/loja', { where, page, offset })
  const { messages } = (await find({ key })).body
  expect(messages).toMatchObject({ total: 4, pages: 2, currentPage: 1 })
  expect(
    messages.records.map((record: { message: { conversation: string } }) => record.message.conversation),
  ).toEqual(['eu', 'três'])
  expect((await find({ key: { ...key, fromMe: true } })).body.messages.total).toBe(1)
  const future = new Date(Date.now() + 60_000).toISOString()
  expect((await find({ key, messageTimestamp: { gte: future } })).body.messages.total).toBe(4)
  expect((await find({ key, messageTimestamp: { gte: future, lte: future } })).body.messages.total).toBe(0)
})

test('the ninth digit goes from DDD 31 on, and the chat stays one', async () => {
  await sandbox.call('POST', '/phone/messages', { from: '5531988887777', to: 'loja', text: 'uai' })
  const sent = await sandbox.call('POST', '/evolution/message/sendText/loja', {
    number: '5531988887777',
    text: 'oi',
  })
  expect(sent.body.key.remoteJid).toBe('553188887777@s.whatsapp.net')
  const chat = await sandbox.call('GET', '/phone/messages?instance=loja&contact=5531988887777')
  expect(chat.body.messages.map(({ text }: { text: string }) => text)).toEqual(['uai', 'oi'])
})

test('media comes back by getBase64FromMediaMessage', async () => {
  const media = Buffer.from('bytes').toString('base64')
  const { body } = await sandbox.call('POST', '/phone/messages', {
    ...{ from: '5511970001234', to: 'loja', kind: 'image', text: 'olha' },
    ...{ media: `data:image/png;base64,${media}` },
  })
  const answer = await sandbox.call('POST', '/evolution/chat/getBase64FromMediaMessage/loja', {
    message: { key: { id: body.id } },
  })
  expect(answer).toMatchObject({
    status: 201,
    body: { mediaType: 'imageMessage', mimetype: 'image/png', caption: 'olha', base64: media },
  })
})
