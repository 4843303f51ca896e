import { afterEach, beforeEach, expect, test } from 'vitest'
import { speechIn } from '../openai/speech.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await runSandbox()
  await sandbox.pairedInstance('loja')
})
afterEach(() => sandbox.stop())

const from = '5511988887777'
const write = (body: object) => sandbox.call('POST', '/phone/messages', { from, to: 'loja', ...body })
const reply = (text: string, more: object = {}) =>
  sandbox.call('POST', '/evolution/message/sendText/loja', { number: from, text, ...more })
const chat = async (query = '') =>
  (await sandbox.call('GET', `/phone/messages?instance=loja&contact=${from}${query}`)).body.messages

/** The events a phone page hears, one by one. */
async function* live(signal: AbortSignal) {
  const response = await fetch(`${sandbox.url}/phone/events`, { signal })
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop()!
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice(6))
  }
}

test('a chat shows both sides in order, and what came since', async () => {
  await write({ text: 'Oi' })
  await reply('Olá')
  await write({ text: 'respondi eu', fromMe: true })
  const messages = await chat()
  expect(messages).toMatchObject([
    { direction: 'in', author: 'contact', text: 'Oi', kind: 'text', status: 'delivered' },
    { direction: 'out', author: 'api', text: 'Olá' },
    { direction: 'out', author: 'phone', text: 'respondi eu' },
  ])
  expect(await chat(`&since=${encodeURIComponent(messages[2].at)}`)).toContainEqual(messages[2])
  expect(await chat(`&since=${Date.now() + 60_000}`)).toEqual([])
})

test('a hidden number stays one chat, and an answer to the LID lands in it', async () => {
  await write({ text: 'quem sou eu', lid: '?223456789012345@lid' })
  const sent = await sandbox.call('POST', '/evolution/message/sendText/loja', {
    number: '223456789012345@lid',
    text: 'não sei',
  })
  expect(sent.body.key.remoteJid).toBe('223456789012345@lid')
  expect((await chat()).map(({ text }: { text: string }) => text)).toEqual(['quem sou eu', 'não sei'])
})

test('reading on one side turns the ticks on the other', async () => {
  const { body: asked } = await write({ text: 'Oi' })
  await reply('Olá')
  const key = { remoteJid: `${from}@s.whatsapp.net`, fromMe: false, id: asked.id }
  await sandbox.call('POST', '/evolution/chat/markMessageAsRead/loja', { readMessages: [key] })
  await sandbox.call('POST', '/phone/read', { instance: 'loja', contact: from })
  expect((await chat()).map(({ status }: { status: string }) => status)).toEqual(['read', 'read'])
  const read = await sandbox.hook.take('messages.update', ({ body }) => body.data.status === 'READ')
  expect(read.body.data.fromMe).toBe(true)
})

test('a LID key marks nothing as read, yet succeeds', async () => {
  const { body: asked } = await write({ text: 'Oi' })
  const key = { remoteJid: '123456789012345@lid', fromMe: false, id: asked.id }
  const answer = await sandbox.call('POST', '/evolution/chat/markMessageAsRead/loja', { readMessages: [key] })
  expect(answer.status).toBe(201)
  expect((await chat())[0].status).toBe('delivered')
})

test('delay types first, then the message comes', async () => {
  const page = new AbortController()
  const events = live(page.signal)
  const next = async () => (await events.next()).value
  const first = next()
  await write({ text: 'Oi' })
  await first
  const done = reply('Olá', { delay: 20 })
  const seen: string[] = []
  while (!seen.includes('Olá')) {
    const event = await next()
    if (event.type === 'presence') seen.push(event.presence)
    if (event.type === 'message') seen.push(event.message.text)
  }
  await done
  page.abort()
  expect(seen).toEqual(['composing', 'paused', 'Olá'])
})

test('a voice note carries what was said', async () => {
  const { body } = await write({ kind: 'audio', text: 'que horas abre' })
  const upsert = await sandbox.hook.take('messages.upsert')
  expect(JSON.stringify(upsert.body)).not.toContain('que horas abre')
  const media = await fetch(`${sandbox.url}/phone/media/loja/${body.id}`)
  expect(speechIn(new Uint8Array(await media.arrayBuffer()))).toBe('que horas abre')
})

test('nobody to write to is 404, nonsense is 400, nothing to scan is 409', async () => {
  expect((await write({ to: 'nope', text: 'x' })).status).toBe(404)
  expect((await write({ from: 'abc', text: 'x' })).status).toBe(400)
  await sandbox.call('POST', '/phone/state', { instance: 'loja', state: 'close' })
  expect((await sandbox.call('POST', '/phone/pair', { instance: 'loja' })).status).toBe(409)
})

test('a dropped network says connecting until it is back', async () => {
  await sandbox.call('POST', '/phone/state', { instance: 'loja', state: 'connecting' })
  expect((await reply('x')).status).toBe(400)
  await sandbox.call('POST', '/phone/state', { instance: 'loja', state: 'open' })
  expect((await reply('x')).status).toBe(201)
})

test('a number ending in 0000 has no WhatsApp until it writes', async () => {
  const number = '5511999990000'
  const send = () => sandbox.call('POST', '/evolution/message/sendText/loja', { number, text: 'Olá' })
  expect((await send()).status).toBe(400)
  await write({ from: number, text: 'Oi' })
  expect((await send()).status).toBe(201)
})
