import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { captured, captureNames } from '../testing/captured.ts'
import { keyPaths } from '../testing/key-paths.ts'
import { type RunningSandbox, runSandbox } from '../testing/running-sandbox.ts'

/** The emulator beside every recording of the real server, key by key, so that it cannot drift. */
const ORIGINALS = new URL('../../../../../shared/evolution/captures/', import.meta.url)

const from = '5511988887777'
let sandbox: RunningSandbox
/** A message of the customer that can be quoted and reacted to. */
let known: string
beforeAll(async () => {
  sandbox = await runSandbox()
  await sandbox.pairedInstance('loja')
  await sandbox.call('POST', '/evolution/instance/create', {
    instanceName: 'fechada',
    integration: 'WHATSAPP-BAILEYS',
  })
  known = (await typed({ text: 'Oi, bom dia' })).body.id
})
afterAll(() => sandbox.stop())

const typed = (body: object) =>
  sandbox.call('POST', '/phone/messages', { from, to: 'loja', pushName: 'Maria', ...body })

/** Recording → what the customer's phone does. */
const TYPED: Record<string, object> = {
  'baileys-audio-ptt': { kind: 'audio', text: 'quanto custa' },
  'baileys-buttons-response': { kind: 'button', text: 'Quero agendar' },
  'baileys-contact': { kind: 'contact', text: 'João' },
  'baileys-document-with-caption': { kind: 'document', text: 'segue' },
  'baileys-ephemeral-wrapped-text': { kind: 'ephemeral', text: 'some logo' },
  'baileys-fromme-from-phone': { text: 'respondi pelo celular', fromMe: true },
  'baileys-group-text': { kind: 'group', text: 'oi grupo' },
  'baileys-image-caption': { kind: 'image', text: 'olha isso' },
  'baileys-list-response': { kind: 'list', text: 'Corte' },
  'baileys-location': { kind: 'location' },
  'baileys-poll-creation': { kind: 'poll', text: 'Qual?', options: ['A', 'B'] },
  'baileys-reaction': { kind: 'reaction', text: '👍' },
  'baileys-sticker': { kind: 'sticker' },
  'baileys-text-conversation-pn': { text: 'Oi, bom dia' },
  'baileys-text-lid-with-alt': { text: 'de LID', lid: '123456789012345@lid' },
  'baileys-text-lid-without-alt': { text: 'sem número', lid: '?223456789012345@lid' },
  'baileys-video': { kind: 'video', text: 'video' },
  'baileys-viewonce-image': { kind: 'view_once' },
}

test.each(Object.entries(TYPED))('%s comes with the keys of the recording', async (name, body) => {
  const { body: answer } = await typed(body)
  const received = await sandbox.hook.take('messages.upsert', (one) => one.body.data.key.id === answer.id)
  const theirs = captured(name).find(
    (one: { body: { event: string } }) => one.body.event === 'messages.upsert',
  )
  expect(keyPaths(received.body)).toEqual(keyPaths(theirs.body))
  expect(received.body.data.messageType).toBe(theirs.body.data.messageType)
})

test('the notes about contacts have the keys of the recording', async () => {
  const note = sandbox.hook.all.find(({ body }) => body.event === 'contacts.update')
  const theirs = captured('baileys-contact').find(
    (one: { body: { event: string } }) => one.body.event === 'contacts.update',
  )
  expect(keyPaths(note?.body)).toEqual(keyPaths(theirs.body))
})

type Call = {
  instance?: string
  patch?: (body: Record<string, unknown>) => object
  before?: () => Promise<unknown>
}
const paired = (name: string) => () => sandbox.pairedInstance(name)
const quoting = (body: Record<string, unknown>) => ({ ...body, delay: 1, quoted: { key: { id: known } } })

/** Recording of an answer → the same call to the emulator; the answer's keys must be the same. */
const CALLED: Record<string, Call> = {
  'rest-connect-baileys-open': {},
  'rest-connect-when-open': {},
  'rest-connectionState-after-delete-404': { instance: 'bail1' },
  'rest-connectionState-baileys-offline': { instance: 'fechada' },
  'rest-connectionState-evolution': {},
  'rest-create-baileys-noqr': { instance: 'semqr' },
  'rest-create-business': { instance: 'oficial' },
  'rest-delete-baileys': { instance: 'apagada', before: paired('apagada') },
  'rest-logout-baileys-open': { instance: 'saida', before: paired('saida') },
  'rest-logout-baileys-connecting': { instance: 'fechada' },
  'rest-markread': {},
  'rest-restart-when-close': { instance: 'fechada' },
  'rest-sendaudio-baileys': {},
  'rest-sendmedia-bad-400': {},
  'rest-sendmedia-baileys': {},
  'rest-sendmedia-document-baileys': {},
  'rest-sendpresence': { patch: (body) => ({ ...body, delay: 1 }) },
  'rest-sendpresence-no-delay-400': {},
  'rest-sendreaction': {},
  'rest-sendtext-baileys': { patch: quoting },
  'rest-sendtext-empty-400': {},
  'rest-sendtext-not-on-whatsapp-400': {},
  'rest-sendtext-schema-400': {},
  'rest-settings-find': {},
  'rest-settings-set': {},
  'rest-settings-set-partial-400': {},
  'rest-webhook-set': { instance: 'fechada' },
  'rest-webhook-find': { instance: 'fechada' },
  'rest-webhook-set-flat-400': { instance: 'fechada' },
  'rest-webhook-set-without-events': { instance: 'fechada' },
  'rest-whatsappnumbers': {},
}

test.each(Object.entries(CALLED))('%s is answered with the keys of the recording', async (name, call) => {
  await call.before?.()
  const { request, status, response } = captured(name)
  const instance = call.instance ?? 'loja'
  const isCreate = request.path === '/instance/create'
  const path = isCreate ? request.path : request.path.replace(/\/(bail|evo)\d$/, `/${instance}`)
  const given = isCreate
    ? {
        ...request.body,
        instanceName: instance,
        webhook: { ...request.body.webhook, url: sandbox.hook.url },
      }
    : (request.body ?? undefined)
  const answer = await sandbox.call(
    request.method,
    `/evolution${path}`,
    call.patch && given ? call.patch(given) : given,
  )
  expect(answer.status).toBe(status)
  expect(keyPaths(answer.body)).toEqual(keyPaths(response))
})

/** Compared elsewhere, or knowingly not played. */
const ELSEWHERE: Record<string, string> = {
  'baileys-deleted': 'webhook-shapes.test.ts',
  'baileys-edited': 'webhook-shapes.test.ts',
  'baileys-text-extended-quoted': 'webhook-shapes.test.ts',
  'rest-auth-bad-401': 'answers.test.ts',
  'rest-auth-missing-401': 'answers.test.ts',
  'rest-connect-baileys-with-qr': 'answers.test.ts',
  'rest-create-duplicate-403': 'answers.test.ts',
  'rest-create-no-integration-400': 'answers.test.ts',
  'rest-create-schema-400': 'answers.test.ts',
  'rest-create-webhook-without-events': 'answers.test.ts',
  'rest-fetchInstances': 'answers.test.ts',
  'rest-fetchInstances-baileys-open': 'answers.test.ts',
  'rest-instance-unknown-404': 'answers.test.ts',
  'rest-sendtext-business': 'official.test.ts',
  'retry-reorder': 'webhook-delivery.test.ts',
  'retry-timeout-duplicates': 'webhook-delivery.test.ts',
  'webhooks-baileys-connection-open': 'webhook-shapes.test.ts',
  'webhooks-baileys-loggedout': 'webhook-shapes.test.ts',
  'webhooks-baileys-logout-delete': 'webhook-shapes.test.ts',
  'webhooks-baileys-messages-update': 'webhook-shapes.test.ts',
  'webhooks-baileys-offline': 'webhook-shapes.test.ts',
  'webhooks-baileys-qrcode': 'webhook-shapes.test.ts',
  'webhooks-baileys-send-media': 'webhook-shapes.test.ts',
  'webhooks-baileys-send-message': 'webhook-shapes.test.ts',
  'webhooks-business-channel': 'official.test.ts',
  'webhooks-byEvents': 'webhook-delivery.test.ts',
  'webhooks-jwt': 'webhook-delivery.test.ts',
  'baileys-status-broadcast': 'not played: dropped at the socket with readStatus off',
  'rest-connect-baileys-offline': 'not played: WhatsApp itself is never away',
  'rest-create-baileys-offline': 'not played: WhatsApp itself is never away',
  'rest-getbase64-media-unreachable-400': 'not played: media are kept, none is ever unreachable',
  'webhooks-baileys-call-presence': 'not played: nobody calls',
  'fake-graph-log': 'not played: what Evolution says to Meta',
}
const CHANNELS = /^(openai-|.*evolution(-inbound|-channel)?$|rest-webhook-meta-inbound$)/

test('every recording is compared, or left out for a reason', () => {
  const all = captureNames()
  const accounted = new Set([TYPED, CALLED, ELSEWHERE].flatMap((list) => Object.keys(list)))
  // Evolution's own bot and its smoke-test channel are not played at all.
  expect(all.filter((name) => !accounted.has(name) && !CHANNELS.test(name))).toEqual([])
  expect([...accounted].filter((name) => !all.includes(name))).toEqual([])
})

/** A recording without what our copies leave out: how it travelled, and the length of files and keys. */
function bare(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 80)
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  if (keys.length > 6 && keys.every((key) => /^\d+$/.test(key))) return '(bytes)'
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['headers', 'bytes', 'ms', 't'].includes(key))
      .map(([key, inside]) => [key, bare(inside)]),
  )
}

// The originals lie beside the repository, where somebody records them; a clone alone has the copies only.
const originalsAreHere = existsSync(ORIGINALS)
if (!originalsAreHere) console.warn(`SKIPPED the copies against the originals: no ${ORIGINALS.pathname}`)

test.skipIf(!originalsAreHere)('our copies of the recordings say nothing but what the originals say', () => {
  const originals = readdirSync(ORIGINALS).map((file) => file.replace(/\.json$/, ''))
  expect(originals.sort()).toEqual(captureNames())
  // What Evolution's own bot asked a model is kept in short, and nothing is played by it.
  for (const name of originals.filter((one) => !one.startsWith('openai-'))) {
    const original = JSON.parse(readFileSync(new URL(`${name}.json`, ORIGINALS), 'utf8'))
    expect(bare(original), name).toMatchObject(bare(captured(name)) as object)
  }
})
