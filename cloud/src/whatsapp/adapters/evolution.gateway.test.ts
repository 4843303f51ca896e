import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answered } from '../fixtures/captures.ts'
import { evolutionGateway } from './evolution.gateway.ts'
import { WEBHOOK_EVENTS } from './instance-wire.ts'

const NOW = new Date('2026-11-23T21:40:00Z')
const clock = { now: () => NOW }
const send = { instance: 'padaria', jid: '5511988887777@s.whatsapp.net', text: 'Olá!' }
const webhook = { name: 'padaria', webhookUrl: 'http://127.0.0.1:1/hook', secret: 's3cret' }

type Seen = { method: string; url: string; apikey: unknown; body: unknown }
let server: FastifyInstance
let gateway: ReturnType<typeof evolutionGateway>
let seen: Seen[]
let answer: (request: Seen, reply: FastifyReply) => unknown

/** Plays an answer that a real Evolution gave. */
const play = (name: string) => (_request: Seen, reply: FastifyReply) => {
  const { status, response } = answered(name)
  return reply.code(status).send(response)
}

beforeEach(async () => {
  seen = []
  server = Fastify()
  server.all('/*', async (request, reply) => {
    const { method, url, body, headers } = request
    const call = { method, url, body, apikey: headers.apikey }
    seen.push(call)
    return answer(call, reply)
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  gateway = evolutionGateway({ url: `${url}/evolution/`, apiKey: 'key', clock })
})
afterEach(async () => {
  await gateway.close()
  await server.close()
})

describe('sending', () => {
  it('asks as the contract says and keeps the answer’s key', async () => {
    answer = play('sendtext-baileys')
    expect(await gateway.sendText(send)).toEqual({
      kind: 'accepted',
      waId: '3EB0ED1C3D10A84B067744',
      jid: '5511988887777@s.whatsapp.net',
      at: new Date(1795469996000),
    })
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/evolution/message/sendText/padaria',
        apikey: 'key',
        body: { number: send.jid, text: 'Olá!', linkPreview: false },
      },
    ])
  })

  it.each([
    ['sendtext-not-on-whatsapp-400', { kind: 'refused', failure: 'not_on_whatsapp' }],
    ['sendtext-empty-400', { kind: 'refused', failure: 'http_400: Text is required' }],
    ['sendtext-schema-400', { kind: 'refused', failure: 'http_400: instance requires property "text"' }],
    ['auth-bad-401', { kind: 'not_sent', failure: 'http_401: Unauthorized' }],
    ['instance-unknown-404', { kind: 'not_sent', failure: 'http_404: The "nope" instance does not exist' }],
    ['webhook-set-without-events', { kind: 'unclear' }],
    ['connect-baileys-offline', { kind: 'unclear', failure: 'answer_without_key' }],
  ])('%s', async (name, outcome) => {
    answer = play(name)
    expect(await gateway.sendText(send)).toMatchObject(outcome)
  })

  it.each([
    [400, ['Connection Closed'], 'not_sent'],
    [500, 'Error: Connection Closed', 'not_sent'],
    [500, 'boom', 'unclear'],
    [400, ['Error: Timed Out'], 'unclear'],
    [400, ['Error: Connection Terminated'], 'unclear'],
    [502, '', 'unclear'],
    [429, 'slow down', 'not_sent'],
    [413, 'too much', 'refused'],
  ])('%d %j is %s', async (status, message, kind) => {
    answer = (_request, reply) => reply.code(status).send({ status, response: { message } })
    expect(await gateway.sendText(send)).toMatchObject({ kind })
  })

  it('tells no phone in a failure', async () => {
    answer = (_request, reply) => reply.code(400).send({ response: { message: [{ x: '5511988887777' }] } })
    expect(JSON.stringify(await gateway.sendText(send))).not.toContain('988887777')
  })

  it('knows what never left from what may have', async () => {
    answer = (_request, reply) => reply.hijack().raw.destroy()
    expect(await gateway.sendText(send)).toMatchObject({ kind: 'unclear' })
    expect(seen).toHaveLength(1)

    await server.close()
    expect(await gateway.sendText(send)).toMatchObject({ kind: 'not_sent' })
  })

  it('is unclear when the answer breaks off', async () => {
    answer = (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(201, { 'content-length': 500 })
      reply.raw.write('{"key":', () => reply.raw.destroy())
    }
    expect(await gateway.sendText(send)).toMatchObject({ kind: 'unclear' })
  })

  it('is not sent when the name of the server cannot be resolved', async () => {
    const lost = evolutionGateway({ url: 'http://evolution.invalid', apiKey: 'key', clock })
    expect(await lost.sendText(send)).toMatchObject({ kind: 'not_sent' })
    await lost.close()
  })
})

describe('asking for what was sent', () => {
  const since = new Date('2026-11-23T21:39:50.900Z')
  const record = (id: string, remoteJid: string, seconds: number, fromMe = true) => ({
    key: { id, remoteJid, fromMe },
    message: { conversation: `text of ${id}` },
    messageTimestamp: seconds,
  })
  const at = (iso: string) => Date.parse(iso) / 1000

  it('asks for both names of the chat, page by page, and trusts no filter', async () => {
    answer = ({ body }) => {
      const { where, page } = body as { where: { key: { remoteJid: string } }; page: number }
      if (where.key.remoteJid === '5531988887777@s.whatsapp.net') return { messages: { records: [] } }
      const second = page === 2
      return {
        messages: {
          pages: 2,
          currentPage: page,
          records: second
            ? [record('SAME_SECOND', '553188887777@s.whatsapp.net', at('2026-11-23T21:39:50Z'))]
            : [
                record('NEW', '553188887777@s.whatsapp.net', at('2026-11-23T21:39:55Z')),
                record('OLD', '553188887777@s.whatsapp.net', at('2026-11-23T21:39:49Z')),
                record('THEIRS', '553188887777@s.whatsapp.net', at('2026-11-23T21:39:55Z'), false),
                record('OTHER_CHAT', '553177776666@s.whatsapp.net', at('2026-11-23T21:39:55Z')),
                { key: null },
                null,
              ],
        },
      }
    }
    const found = await gateway.findSent({
      instance: 'padaria',
      jids: ['5531988887777@s.whatsapp.net'],
      since,
    })
    expect(found).toEqual([
      { waId: 'NEW', kind: 'text', text: 'text of NEW', at: new Date('2026-11-23T21:39:55Z') },
      {
        waId: 'SAME_SECOND',
        kind: 'text',
        text: 'text of SAME_SECOND',
        at: new Date('2026-11-23T21:39:50Z'),
      },
    ])
    expect(seen.map(({ body }) => body)).toMatchObject([
      {
        where: {
          key: { fromMe: true, remoteJid: '5531988887777@s.whatsapp.net' },
          messageTimestamp: { gte: since.toISOString(), lte: '2026-11-24T21:40:00.000Z' },
        },
      },
      { where: { key: { remoteJid: '553188887777@s.whatsapp.net' } }, page: 1, offset: 50 },
      { where: { key: { remoteJid: '553188887777@s.whatsapp.net' } }, page: 2 },
    ])
  })

  it('fails loudly when it cannot be asked, for silence would read as “not sent”', async () => {
    answer = (_request, reply) => reply.code(500).send({})
    await expect(gateway.findSent({ ...send, jids: [send.jid], since })).rejects.toMatchObject({
      kind: 'unavailable',
    })
    answer = () => ({ error: true })
    await expect(gateway.findSent({ ...send, jids: [send.jid], since })).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })
})

describe('instances', () => {
  it('are made with our webhook, our secret and no groups', async () => {
    answer = play('create-baileys-offline')
    expect(await gateway.createInstance(webhook)).toEqual({ code: null, image: null, pairingCode: null })
    expect(seen[0]?.body).toMatchObject({
      instanceName: 'padaria',
      integration: 'WHATSAPP-BAILEYS',
      qrcode: true,
      groupsIgnore: true,
      webhook: {
        url: webhook.webhookUrl,
        headers: { authorization: 'Bearer s3cret' },
        byEvents: false,
        base64: false,
        events: WEBHOOK_EVENTS,
      },
    })
    answer = play('webhook-set')
    await gateway.setWebhook(webhook)
    expect(seen[1]).toMatchObject({
      url: '/evolution/webhook/set/padaria',
      body: { webhook: { enabled: true, url: webhook.webhookUrl, events: WEBHOOK_EVENTS } },
    })
  })

  it.each([
    ['create-duplicate-403', 'taken'],
    ['create-webhook-without-events', 'refused'],
    ['auth-bad-401', 'unauthorized'],
    ['instance-unknown-404', 'not_found'],
    ['webhook-set-without-events', 'unavailable'],
  ])('%s is %s', async (name, kind) => {
    answer = play(name)
    await expect(gateway.createInstance(webhook)).rejects.toMatchObject({ kind })
  })

  it('connect answers a QR, the absence of one, or that there is no need', async () => {
    answer = play('connect-baileys-with-qr')
    expect(await gateway.connect('padaria')).toMatchObject({ code: expect.stringMatching(/^2@/) })
    answer = play('connect-baileys-offline')
    expect(await gateway.connect('padaria')).toMatchObject({ code: null })
    answer = play('connect-baileys-open')
    expect(await gateway.connect('padaria')).toEqual({ status: 'connected', phone: null })
    answer = play('restart-when-close')
    await expect(gateway.connect('padaria')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('state knows the phone of a connected number', async () => {
    answer = play('connectionState-baileys-offline')
    expect(await gateway.state('padaria')).toEqual({ status: 'disconnected', phone: null })
    answer = (call, reply) =>
      play(call.url.includes('fetchInstances') ? 'fetchInstances-baileys-open' : 'connect-baileys-open')(
        call,
        reply,
      )
    expect(await gateway.state('padaria')).toEqual({ status: 'connected', phone: '5511990001111' })
  })

  it('ending what is not there is no failure', async () => {
    answer = play('logout-baileys-connecting')
    await gateway.logout('padaria')
    answer = play('instance-unknown-404')
    await gateway.remove('padaria')
    answer = play('delete-baileys')
    await gateway.remove('padaria')
    answer = play('auth-bad-401')
    await expect(gateway.remove('padaria')).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  it('reads once more after a failure, and writes never', async () => {
    answer = (_request, reply) => reply.code(503).send({})
    await expect(gateway.state('padaria')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(seen).toHaveLength(2)
    await expect(gateway.setWebhook(webhook)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(seen).toHaveLength(3)
  })
})

describe('the small courtesies', () => {
  it('typing asks for a whole delay and never fails', async () => {
    answer = play('sendpresence')
    await gateway.showTyping({ ...send, ms: 700.4 })
    expect(seen[0]?.body).toEqual({ number: send.jid, presence: 'composing', delay: 700 })
    answer = (_request, reply) => reply.code(500).send({})
    await gateway.showTyping({ ...send, ms: 1 })
  })

  it('typing is ended by a pause, and that never fails either', async () => {
    answer = play('sendpresence')
    await gateway.hideTyping(send)
    expect(seen[0]?.body).toEqual({ number: send.jid, presence: 'paused', delay: 1 })
    answer = (_request, reply) => reply.code(500).send({})
    await gateway.hideTyping(send)
  })

  it('marks messages as read', async () => {
    answer = play('markread')
    await gateway.markRead({ instance: 'padaria', messages: [{ jid: send.jid, waId: 'A' }] })
    expect(seen[0]?.body).toEqual({ readMessages: [{ remoteJid: send.jid, fromMe: false, id: 'A' }] })
  })

  it('is healthy when the server knows our key, and says so when it does not', async () => {
    answer = play('instance-unknown-404')
    await gateway.health()
    answer = play('auth-bad-401')
    await expect(gateway.health()).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})
