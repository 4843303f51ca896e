import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSandbox } from '../../../../infra/sandbox/src/app.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Inbound } from '../inbound.ts'
import { normalise } from '../normalise.ts'
import { evolutionGateway } from './evolution.gateway.ts'

/** The gateway and the reader of events against the Evolution emulator, over real sockets. */
let sandbox: FastifyInstance
let receiver: FastifyInstance
let sandboxUrl: string
let webhookUrl: string
let gateway: ReturnType<typeof evolutionGateway>
const heard: { inbound: Inbound; authorization: unknown }[] = []
let onHeard: () => void = () => undefined

beforeAll(async () => {
  sandbox = buildSandbox({ evolutionApiKey: 'key', times: { bootMs: 1, deliveryAckMs: 1 } })
  receiver = Fastify()
  receiver.post('/hook', async (request) => {
    const body = request.body as { event: string }
    heard.push({ inbound: normalise(body.event, body), authorization: request.headers.authorization })
    onHeard()
    return {}
  })
  sandboxUrl = await sandbox.listen({ host: '127.0.0.1', port: 0 })
  webhookUrl = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`
  gateway = evolutionGateway({ url: `${sandboxUrl}/evolution`, apiKey: 'key', clock: systemClock })
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
  await receiver.close()
})

/** The first event heard that fits; waits for it. */
async function hear<T extends Inbound['type']>(
  type: T,
  fits: (event: Extract<Inbound, { type: T }>) => boolean = () => true,
): Promise<Extract<Inbound, { type: T }>> {
  for (;;) {
    const match = heard.map(({ inbound }) => inbound).find((one) => one.type === type && fits(one as never))
    if (match) return match as Extract<Inbound, { type: T }>
    await new Promise<void>((resolve) => {
      onHeard = resolve
    })
  }
}

const phone = (path: string, body: object) =>
  fetch(`${sandboxUrl}/phone/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

it('pairs, hears, answers and finds its answer again', async () => {
  await gateway.health()
  await expect(gateway.state('padaria')).rejects.toMatchObject({ kind: 'not_found' })
  const instance = { name: 'padaria', webhookUrl, secret: 'first' }
  await gateway.createInstance(instance)
  await expect(gateway.createInstance(instance)).rejects.toMatchObject({ kind: 'taken' })
  await gateway.setWebhook({ ...instance, secret: 'second' })
  expect(await gateway.connect('padaria')).toMatchObject({ code: expect.stringMatching(/^2@/) })
  const jid = '5531988887777@s.whatsapp.net'
  expect(await gateway.sendText({ instance: 'padaria', jid, text: 'cedo' })).toEqual({
    kind: 'not_sent',
    failure: 'disconnected',
  })

  await phone('pair', { instance: 'padaria' })
  const open = await hear('connection', ({ state }) => state === 'connected')
  const state = await gateway.state('padaria')
  expect(state).toEqual({ status: 'connected', phone: open.phone })
  expect(heard.at(-1)?.authorization).toBe('Bearer second')

  await phone('messages', { from: '5531988887777', to: 'padaria', text: 'Oi', pushName: 'Maria' })
  const said = await hear('message')
  expect(said).toMatchObject({ content: { kind: 'text', text: 'Oi' }, peer: { name: 'Maria' } })
  expect(said.peer.identities).toContain('phone:5531988887777')

  const since = new Date(Date.now() - 1000)
  const sent = await gateway.sendText({ instance: 'padaria', jid: said.peer.jid, text: 'Olá!' })
  if (sent.kind !== 'accepted') throw new Error(sent.failure)
  expect((await hear('own_send')).waId).toBe(sent.waId)
  await hear('ack', ({ waId, status }) => waId === sent.waId && status === 'delivered')
  const found = await gateway.findSent({ instance: 'padaria', jids: [said.peer.jid], since })
  expect(found).toMatchObject([{ waId: sent.waId, text: 'Olá!' }])
  await gateway.markRead({ instance: 'padaria', messages: [{ jid: said.peer.jid, waId: said.waId }] })
  await gateway.showTyping({ instance: 'padaria', jid: said.peer.jid, ms: 1 })

  await gateway.logout('padaria')
  await hear('connection', ({ state: now }) => now === 'disconnected')
  await gateway.remove('padaria')
  await gateway.remove('padaria')
})

it('calls a send unclear when the emulator takes it and never answers well', async () => {
  await gateway.createInstance({ name: 'loja', webhookUrl, secret: 'x' })
  await phone('pair', { instance: 'loja' })
  const faults = (body: object) =>
    fetch(`${sandboxUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const send = { instance: 'loja', jid: '5511977776666@s.whatsapp.net', text: 'Oi' }
  await faults({ evolution: { failRate: 1 } })
  expect((await gateway.sendText(send)).kind).toBe('unclear')
  await faults({ evolution: { failRate: 0, down: true } })
  expect((await gateway.sendText(send)).kind).toBe('unclear')
  await expect(gateway.health()).rejects.toMatchObject({ kind: 'unavailable' })
  await fetch(`${sandboxUrl}/faults`, { method: 'DELETE' })
  expect((await gateway.sendText(send)).kind).toBe('accepted')
})
