import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evolutionGateway } from './adapters/evolution.gateway.ts'
import { answered, captureNames, postedEvents } from './fixtures/captures.ts'
import type { WhatsappGateway } from './gateway.port.ts'
import type { Inbound } from './inbound.ts'
import { normalise } from './normalise.ts'

/** Every recording of a real Evolution 2.3.6: understood as written here, or ignored for a named reason. */

const UNNEEDED = 'ignored: unneeded_event'
/** Most upserts are followed by a note about the contact, which nobody needs. */
const alone = (told: string) => [told, UNNEEDED]

const POSTED: Record<string, string[]> = {
  'baileys-audio-ptt': alone('message audio (voice)'),
  'baileys-buttons-response': alone('message text “Quero agendar”'),
  'baileys-contact': alone('message contact “João +55 11 97777-6666”'),
  'baileys-deleted': ['revoked DUP1', 'revoked DUP1'],
  'baileys-document-with-caption': alone('message document “segue” (contrato.pdf)'),
  'baileys-edited': ['edited DUP1 “texto editado”'],
  'baileys-ephemeral-wrapped-text': alone('message text “mensagem temporária”'),
  'baileys-fromme-from-phone': alone('from_me text “respondi pelo celular”'),
  'baileys-group-text': alone('ignored: group'),
  'baileys-image-caption': alone('message image “olha isso”'),
  'baileys-list-response': alone('message text “Corte”'),
  'baileys-location': alone('message location “Av Paulista, São Paulo” (-23.55 -46.63)'),
  'baileys-poll-creation': alone('message poll “Qual?” (A|B)'),
  'baileys-reaction': alone('reaction 👍 by contact on 3EB0AAAAAAAAAAAAAAAAAA'),
  'baileys-status-broadcast': ['ignored: status_broadcast'],
  'baileys-sticker': alone('message sticker'),
  'baileys-text-conversation-pn': alone('message text “Oi, bom dia”'),
  'baileys-text-extended-quoted': alone('message text “sim, esse” (re: 3EB0AAAAAAAAAAAAAAAAAA)'),
  'baileys-text-lid-with-alt': alone('message text “mensagem vinda de LID”'),
  'baileys-text-lid-without-alt': ['message text “LID sem numero”'],
  'baileys-video': alone('message video “video”'),
  'baileys-viewonce-image': alone('message image (once)'),
  'openai-cross-tenant-debounce': ['own_send text “Resposta parte 1. Resposta parte 2.”'],
  'openai-single': ['own_send text “Resposta parte 1. Resposta parte 2.”'],
  'openai-upstream-failure': [
    'own_send text “Sorry, there was an error: 400 Incorrect API key provided: sk-ab***xyz”',
  ],
  'retry-reorder': ['message text “a”', 'message text “b”', 'message text “a”'],
  'retry-timeout-duplicates': ['message text “d”', 'message text “d”', 'message text “d”'],
  'webhooks-baileys-call-presence': [UNNEEDED, 'typing'],
  'webhooks-baileys-connection-open': ['connection connected'],
  'webhooks-baileys-loggedout': Array(3).fill('connection disconnected (logged_out)'),
  'webhooks-baileys-logout-delete': [UNNEEDED, 'connection disconnected'],
  'webhooks-baileys-messages-update': ['ack sent', 'ack delivered', 'ack read'],
  'webhooks-baileys-offline': [UNNEEDED, ...Array(11).fill('connection connecting')],
  'webhooks-baileys-qrcode': ['connection connecting', 'qr'],
  'webhooks-baileys-send-media': ['own_send image “foto”', 'own_send document “contrato” (c.pdf)'],
  'webhooks-baileys-send-message': [
    'own_send text “Olá! Temos sim.” (re: 3AAAAAAAAAAAAAAAAA01)',
    'own_send audio (voice)',
    'reaction ❤️ by company on 3AAAAAAAAAAAAAAAAA01',
  ],
  'webhooks-business-channel': [
    ...alone('message text “Quanto custa?”'),
    ...alone('message image “olha isso”'),
    ...alone('reaction 👍 by contact on wamid.X'),
    ...['own_send text “Custa R$ 50”', 'ack sent', 'ack delivered', 'ack read'],
  ],
  'webhooks-byEvents': ['message text “x”', UNNEEDED, UNNEEDED],
  'webhooks-evolution-channel': [
    ...[UNNEEDED, UNNEEDED, 'message text “Oi, tem horário hoje?”', UNNEEDED, UNNEEDED],
    'own_send text “Olá Maria!”',
  ],
  'webhooks-jwt': ['message text “x”', UNNEEDED, UNNEEDED],
}

function told(inbound: Inbound): string {
  switch (inbound.type) {
    case 'ignored':
      return `ignored: ${inbound.reason}`
    case 'reaction':
      return `reaction ${inbound.emoji} by ${inbound.by} on ${inbound.waId}`
    case 'ack':
      return `ack ${inbound.status}`
    case 'edited':
      return `edited ${inbound.waId} “${inbound.text}”`
    case 'revoked':
      return `revoked ${inbound.waId}`
    case 'connection':
      return `connection ${inbound.state}${inbound.cause ? ` (${inbound.cause})` : ''}`
    case 'qr':
      return 'qr'
    case 'typing':
      return inbound.active ? 'typing' : 'stopped typing'
    default:
      return `${inbound.type} ${inbound.content.kind}${spelt(inbound.content)}`
  }
}
function spelt({ text, media }: Extract<Inbound, { type: 'message' }>['content']): string {
  const more = [
    media?.voice && 'voice',
    media?.viewOnce && 'once',
    media?.fileName,
    media?.options?.join('|'),
    media?.latitude !== undefined && `${media.latitude} ${media.longitude}`,
    media?.quoted && `re: ${media.quoted.waId}`,
  ].filter(Boolean)
  return `${text ? ` “${text.replace(/\s+/g, ' ')}”` : ''}${more.length > 0 ? ` (${more.join(', ')})` : ''}`
}

type Ask = (gateway: WhatsappGateway) => Promise<unknown>
const name = 'padaria'
const jid = '5511988887777@s.whatsapp.net'
const instance = { name, webhookUrl: 'http://127.0.0.1:1/hook', secret: 's3cret' }
const send: Ask = (gateway) => gateway.sendText({ instance: name, jid, text: 'Olá!' })
const sendImage: Ask = (gateway) =>
  gateway.sendFile({
    instance: name,
    jid,
    file: { kind: 'image', bytes: Buffer.from('x'), mime: 'image/png', fileName: null },
    caption: '',
  })
const create: Ask = (gateway) => gateway.createInstance(instance)
const connect: Ask = (gateway) => gateway.connect(name)
const state: Ask = (gateway) => gateway.state(name)
const accepted = { kind: 'accepted', waId: expect.any(String) }
const fails = (kind: string) => ({ failed: kind })
const done = undefined

const ANSWERED: Record<string, [Ask, unknown]> = {
  'auth-bad-401': [state, fails('unauthorized')],
  'auth-missing-401': [send, { kind: 'not_sent', failure: 'http_401: Unauthorized' }],
  'connect-baileys-offline': [connect, { code: null }],
  'connect-baileys-open': [connect, { status: 'connected', phone: null }],
  'connect-baileys-with-qr': [connect, { code: expect.stringMatching(/^2@/) }],
  'connect-when-open': [connect, { status: 'connected', phone: null }],
  'connectionState-after-delete-404': [state, fails('not_found')],
  'connectionState-baileys-offline': [state, { status: 'disconnected', phone: null }],
  'connectionState-evolution': [state, { status: 'connected', phone: null }],
  'create-baileys-noqr': [create, { code: null }],
  'create-baileys-offline': [create, { code: null }],
  'create-business': [
    (gateway) => gateway.createInstance({ ...instance, channel: 'official', number: '1', token: 't' }),
    { status: 'connected', phone: null },
  ],
  'create-duplicate-403': [create, fails('taken')],
  'create-evolution': [create, { code: null }],
  'create-no-integration-400': [create, fails('refused')],
  'create-schema-400': [create, fails('refused')],
  'create-webhook-without-events': [create, fails('refused')],
  'delete-baileys': [(gateway) => gateway.remove(name), done],
  fetchInstances: [(gateway) => gateway.health(), done],
  'fetchInstances-baileys-open': [(gateway) => gateway.health(), done],
  'getbase64-media-unreachable-400': [
    (gateway) => gateway.fetchFile({ instance: name, waId: 'X', mostBytes: 1000 }),
    fails('refused'),
  ],
  'instance-unknown-404': [send, { kind: 'not_sent' }],
  'logout-baileys-connecting': [(gateway) => gateway.logout(name), done],
  'logout-baileys-open': [(gateway) => gateway.logout(name), done],
  markread: [(gateway) => gateway.markRead({ instance: name, messages: [{ jid, waId: 'A' }] }), done],
  'restart-when-close': [(gateway) => gateway.restart(name), fails('refused')],
  'sendaudio-baileys': [sendImage, accepted],
  'sendmedia-bad-400': [sendImage, { kind: 'refused', failure: expect.stringContaining('Owned media') }],
  'sendmedia-baileys': [sendImage, accepted],
  'sendmedia-document-baileys': [sendImage, accepted],
  sendpresence: [(gateway) => gateway.probe({ name, phone: '5511990001111' }), true],
  'sendpresence-no-delay-400': [(gateway) => gateway.probe({ name, phone: '5511990001111' }), false],
  'sendtext-baileys': [send, { ...accepted, jid }],
  'sendtext-business': [send, accepted],
  'sendtext-empty-400': [send, { kind: 'refused', failure: 'http_400: Text is required' }],
  'sendtext-evolution': [send, accepted],
  'sendtext-not-on-whatsapp-400': [send, { kind: 'refused', failure: 'not_on_whatsapp' }],
  'sendtext-schema-400': [send, { kind: 'refused' }],
  'webhook-set': [(gateway) => gateway.setWebhook(instance), done],
  'webhook-set-flat-400': [(gateway) => gateway.setWebhook(instance), fails('refused')],
  'webhook-set-without-events': [(gateway) => gateway.setWebhook(instance), fails('unavailable')],
}

/** What was recorded of calls we never make, and why not. */
const NEVER: Record<string, string> = {
  'fake-graph-log': 'what Evolution says to Meta is between the two',
  'openai-create-bot': 'Evolution’s own bot is never used: it mixes the tenants of one customer',
  'openai-creds': 'no model key is ever given to Evolution',
  'openai-cross-tenant-key': 'the proof of why its bot is never used',
  'openai-settings': 'Evolution’s own bot is never used',
  'rest-sendreaction': 'the house puts no emoji on messages',
  'rest-settings-find': 'settings are given when an instance is made',
  'rest-settings-set': 'settings are given when an instance is made',
  'rest-settings-set-partial-400': 'settings are given when an instance is made',
  'rest-webhook-evolution-inbound': 'the smoke-test channel is never used',
  'rest-webhook-find': 'the webhook is set anew, never asked for',
  'rest-webhook-meta-inbound': 'Meta posts to Evolution, not to us',
  'rest-whatsappnumbers': 'Evolution finds the number itself when it sends',
}

describe('a capture', () => {
  it('has an expectation, each of them', () => {
    const expected = [
      ...Object.keys(POSTED),
      ...Object.keys(ANSWERED).map((one) => `rest-${one}`),
      ...Object.keys(NEVER),
    ].sort()
    expect(captureNames()).toEqual(expected)
    const [posted, asked, never] = [POSTED, ANSWERED, NEVER].map((list) => Object.keys(list).length)
    console.info(
      `captures covered: ${expected.length} (${posted} of events, ${asked} of answers, ${never} of no concern)`,
    )
  })

  it.each(Object.entries(POSTED))('%s is understood', (file, expected) => {
    const events = postedEvents().filter((one) => one.file === `${file}.json`)
    const found = events.map(({ event, body }) => told(normalise(event, body)))
    expect(found).toEqual(expected)
  })
})

describe('an answer', () => {
  const server = Fastify()
  let capture = ''
  let gateway: ReturnType<typeof evolutionGateway>
  beforeAll(async () => {
    server.all('/*', async (_request, reply) => {
      const { status, response } = answered(capture)
      return reply.code(status).send(response)
    })
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    gateway = evolutionGateway({ url, apiKey: 'key', clock: { now: () => new Date('2026-11-23T21:40:00Z') } })
  })
  afterAll(async () => {
    await gateway.close()
    await server.close()
  })

  it.each(Object.entries(ANSWERED))('%s is understood', async (file, [ask, expected]) => {
    capture = file
    const outcome = await ask(gateway).catch((error: { kind?: string }) => ({ failed: error.kind }))
    if (typeof expected === 'object' && expected !== null) expect(outcome).toMatchObject(expected)
    else expect(outcome).toBe(expected)
  })
})
