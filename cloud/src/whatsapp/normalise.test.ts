import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { posted, postedEvents } from './fixtures/captures.ts'
import type { Inbound } from './inbound.ts'
import { normalise } from './normalise.ts'

const read = (file: string, event = 'messages.upsert') =>
  posted(file, event).map((body) => normalise(event, body))
const first = (file: string, event?: string) => read(file, event)[0]
const upsert = (message: unknown, more: object = {}) =>
  normalise('messages.upsert', {
    data: { key: { remoteJid: '5511988887777@s.whatsapp.net', id: 'X' }, message, ...more },
  })
const content = (inbound: Inbound | undefined) =>
  inbound && 'content' in inbound ? inbound.content : inbound

describe('what a real Evolution posted', () => {
  it('is understood, or ignored for the reason that fits', () => {
    const unread = postedEvents()
      .filter(({ event }) => !/^(contacts|chats|instance|call)/.test(event))
      .map(({ file, event, body }) => ({ file, event, inbound: normalise(event, body) }))
      .filter(({ inbound }) => inbound.type === 'ignored')
      .map(({ file, inbound }) => `${file} ${inbound.type === 'ignored' ? inbound.reason : ''}`)
    expect(unread.sort()).toEqual([
      'baileys-group-text.json group',
      'baileys-status-broadcast.json status_broadcast',
    ])
    for (const { event, body } of postedEvents()) {
      if (/^(contacts|chats|instance|call)/.test(event)) {
        expect(normalise(event, body)).toEqual({ type: 'ignored', reason: 'unneeded_event' })
      }
    }
  })

  it('who types, and who stopped; never in a group', () => {
    const told = (id: string, lastKnownPresence: unknown) =>
      normalise('presence.update', { data: { id, presences: { [id]: { lastKnownPresence } } } })
    const identities = ['phone:5531988887777']
    for (const state of ['composing', 'recording']) {
      expect(told('553188887777@s.whatsapp.net', state)).toEqual({ type: 'typing', identities, active: true })
    }
    for (const state of ['paused', 'available', 'unavailable']) {
      expect(told('553188887777@s.whatsapp.net', state)).toEqual({
        type: 'typing',
        identities,
        active: false,
      })
    }
    expect(told('120363@g.us', 'composing')).toEqual({ type: 'ignored', reason: 'group' })
    expect(told('553188887777@s.whatsapp.net', 3)).toEqual({ type: 'ignored', reason: 'unknown_shape' })
  })

  it('a text, with its writer under both names', () => {
    expect(first('baileys-text-conversation-pn')).toEqual({
      type: 'message',
      waId: '3AAAAAAAAAAAAAAAAA01',
      at: new Date(1795469983000),
      peer: {
        identities: ['phone:5511988887777', 'lid:123456789012345'],
        phone: '5511988887777',
        jid: '5511988887777@s.whatsapp.net',
        name: 'Maria',
      },
      content: { kind: 'text', text: 'Oi, bom dia', media: null },
    })
    expect(first('baileys-text-lid-with-alt')).toMatchObject({
      peer: { identities: ['phone:5511988887777', 'lid:123456789012345'], jid: '123456789012345@lid' },
    })
    expect(first('baileys-text-lid-without-alt')).toMatchObject({
      peer: { identities: ['lid:223456789012345'], phone: null },
    })
  })

  it.each([
    ['baileys-text-extended-quoted', { kind: 'text', text: 'sim, esse' }],
    ['baileys-ephemeral-wrapped-text', { kind: 'text', text: 'mensagem temporária' }],
    ['baileys-buttons-response', { kind: 'text', text: 'Quero agendar' }],
    ['baileys-list-response', { kind: 'text', text: 'Corte' }],
    ['baileys-image-caption', { kind: 'image', media: { mime: 'image/jpeg', bytes: 123456 } }],
    ['baileys-viewonce-image', { kind: 'image', text: null, media: { mime: 'image/jpeg', bytes: 123456 } }],
    ['baileys-video', { kind: 'video', text: 'video', media: { mime: 'video/mp4', seconds: 12 } }],
    [
      'baileys-audio-ptt',
      { kind: 'audio', text: null, media: { seconds: 7, mime: 'audio/ogg; codecs=opus' } },
    ],
    [
      'baileys-document-with-caption',
      { kind: 'document', text: 'segue', media: { fileName: 'contrato.pdf' } },
    ],
    ['baileys-sticker', { kind: 'sticker', media: { mime: 'image/webp' } }],
    ['baileys-location', { kind: 'location', media: { latitude: -23.55, longitude: -46.63 } }],
    ['baileys-contact', { kind: 'contact', text: expect.stringMatching(/^João .*\d{4}/) }],
    ['baileys-contact', { media: { contacts: [{ name: 'João' }] } }],
    ['baileys-poll-creation', { kind: 'poll', text: 'Qual?', media: { options: expect.any(Array) } }],
    ['baileys-audio-ptt', { media: { voice: true, state: 'pending' } }],
    ['baileys-viewonce-image', { media: { viewOnce: true, state: 'pending' } }],
  ])('%s', (file, expected) => expect(content(first(file))).toMatchObject(expected))

  it('tells the company’s phone, an echo of the API and a customer apart', () => {
    expect(first('baileys-fromme-from-phone')).toMatchObject({
      type: 'from_me',
      peer: { name: null },
      content: { text: 'respondi pelo celular' },
    })
    expect(first('webhooks-baileys-send-message', 'send.message')).toMatchObject({
      type: 'own_send',
      waId: '3EB0ED1C3D10A84B067744',
    })
    expect(first('webhooks-evolution-channel', 'send.message')).toMatchObject({
      type: 'own_send',
      peer: { jid: '5511988887777@s.whatsapp.net' },
    })
  })

  it('an emoji on a message, of either side', () => {
    expect(first('baileys-reaction')).toMatchObject({ type: 'reaction', emoji: '👍', by: 'contact' })
    expect(read('webhooks-baileys-send-message', 'send.message')).toContainEqual(
      expect.objectContaining({ type: 'reaction', by: 'company' }),
    )
    expect(read('webhooks-business-channel')).toContainEqual({
      type: 'reaction',
      waId: 'wamid.X',
      emoji: '👍',
      by: 'contact',
      identities: [expect.stringMatching(/^phone:/)],
    })
  })

  it('ticks, edits and withdrawals', () => {
    const ticks = read('webhooks-baileys-messages-update', 'messages.update')
    expect(ticks.map((tick) => tick.type === 'ack' && tick.status)).toEqual(['sent', 'delivered', 'read'])
    const business = read('webhooks-business-channel', 'messages.update')
    expect(business.map((tick) => tick.type === 'ack' && tick.status)).toEqual(['sent', 'delivered', 'read'])
    expect(first('baileys-edited', 'messages.edited')).toEqual({
      type: 'edited',
      waId: 'DUP1',
      text: 'texto editado',
      at: new Date(1795469983000),
      by: { side: 'unproven', identities: ['phone:5511988887777'] },
    })
    const withdrawn = { type: 'revoked', waId: 'DUP1' }
    const identities = ['phone:5511988887777']
    expect(first('baileys-deleted', 'messages.edited')).toEqual({
      ...withdrawn,
      by: { side: 'unproven', identities },
    })
    expect(first('baileys-deleted', 'messages.delete')).toEqual({
      ...withdrawn,
      by: { side: 'contact', identities },
    })
  })

  it('the life of a number', () => {
    expect(first('webhooks-baileys-connection-open', 'connection.update')).toEqual({
      type: 'connection',
      state: 'connected',
      phone: '5511990001111',
      cause: null,
    })
    const gone = { type: 'connection', state: 'disconnected', phone: null, cause: 'logged_out' }
    expect(first('webhooks-baileys-loggedout', 'status.instance')).toEqual(gone)
    expect(first('webhooks-baileys-loggedout', 'logout.instance')).toEqual(gone)
    expect(first('webhooks-baileys-loggedout', 'connection.update')).toEqual(gone)
    expect(first('webhooks-baileys-logout-delete', 'remove.instance')).toEqual({ ...gone, cause: null })
    expect(first('webhooks-baileys-qrcode', 'qrcode.updated')).toMatchObject({
      type: 'qr',
      code: expect.stringMatching(/^2@/),
      image: expect.stringMatching(/^data:image\/png/),
      pairingCode: null,
    })
    const limit = { message: 'QR code limit reached, please login again', statusCode: 500 }
    const expired = { ...gone, cause: 'qr_expired' }
    expect(normalise('qrcode.updated', { data: limit })).toEqual(expired)
    expect(normalise('connection.update', { data: { state: 'refused', statusReason: 428 } })).toEqual(expired)
    const closed = (statusReason: number) =>
      normalise('connection.update', { data: { state: 'close', statusReason } })
    expect(closed(403)).toEqual({ ...gone, cause: 'banned' })
    expect(closed(440)).toEqual({ ...gone, cause: 'replaced' })
    expect(closed(515)).toEqual({ ...gone, cause: null })
  })
})

describe('shapes beyond the captures', () => {
  it('unwraps what is wrapped twice, and reads the older and rarer texts', () => {
    const inner = { imageMessage: { caption: 'olha' } }
    const twice = { ephemeralMessage: { message: { viewOnceMessageV2Extension: { message: inner } } } }
    expect(content(upsert(twice))).toMatchObject({ kind: 'image', text: 'olha' })
    expect(content(upsert({ extendedTextMessage: { text: 'oi' } }))).toMatchObject({ text: 'oi' })
    const reply = { listResponseMessage: { singleSelectReply: { selectedRowId: 'row1' } } }
    expect(content(upsert(reply))).toMatchObject({ kind: 'text', text: 'row1' })
    const document = { documentWithCaptionMessage: { message: { documentMessage: { title: 'a.pdf' } } } }
    expect(content(upsert(document))).toMatchObject({ kind: 'document', media: { fileName: 'a.pdf' } })
    expect(content(upsert({ orderMessage: {} }))).toEqual({ kind: 'unsupported', text: null, media: null })
  })

  it('names what is nothing for a conversation', () => {
    const ignored = (reason: string) => ({ type: 'ignored', reason })
    expect(upsert({ protocolMessage: { type: 0 } })).toEqual(ignored('protocol'))
    expect(upsert({ senderKeyDistributionMessage: {} })).toEqual(ignored('protocol'))
    expect(upsert({ messageContextInfo: {} })).toEqual(ignored('empty'))
    expect(upsert({ conversation: ' ' })).toEqual(ignored('empty'))
    expect(upsert(null)).toEqual(ignored('empty'))
    const chat = (remoteJid: string) => upsert({ conversation: 'a' }, { key: { remoteJid, id: 'X' } })
    expect(chat('1@newsletter')).toEqual(ignored('newsletter'))
    expect(chat('1@broadcast')).toEqual(ignored('broadcast_list'))
    expect(chat('0@s.whatsapp.net')).toEqual(ignored('unknown_shape'))
    expect(normalise('messages.upsert', { data: null })).toEqual(ignored('unknown_shape'))
    expect(normalise('messages.update', { data: { keyId: 'X', status: 'PENDING' } })).toEqual(
      ignored('protocol'),
    )
  })

  it('reads the time as number, text or halves, and falls back where it is missing', () => {
    const at = (messageTimestamp: unknown, date_time?: string, receivedAt?: Date) => {
      const key = { remoteJid: '5511988887777@s.whatsapp.net', id: 'X' }
      const data = { key, message: { conversation: 'a' }, messageTimestamp }
      const inbound = normalise('messages.upsert', { data, date_time }, receivedAt)
      return 'at' in inbound ? inbound.at : null
    }
    const known = new Date(1795469983000)
    expect(at(1795469983)).toEqual(known)
    expect(at('1795469983')).toEqual(known)
    expect(at({ low: 1795469983, high: 0, unsigned: true })).toEqual(known)
    expect(at(1795469983000)).toEqual(known)
    expect(at(undefined, undefined, known)).toEqual(known)
    expect(at('soon', '2026-11-23T21:39:43.107Z')).toEqual(new Date('2026-11-23T21:39:43.107Z'))
  })

  it('takes other spellings of the event and a list with one message', () => {
    const key = { remoteJid: '5511988887777@s.whatsapp.net', id: 'X' }
    const body = { data: [{ key, message: { conversation: 'a' } }] }
    expect(normalise('MESSAGES_UPSERT', body).type).toBe('message')
    expect(normalise('messages-upsert', body).type).toBe('message')
  })
})

describe('whatever is posted', () => {
  const events = fc.constantFrom(
    ...new Set(postedEvents().map(({ event }) => event)),
    'messages.edited',
    '__proto__',
    '',
  )

  it('throws on no JSON', () => {
    fc.assert(
      fc.property(fc.oneof(events, fc.string()), fc.jsonValue(), (event, body) => {
        expect(normalise(event, body).type).toBeTypeOf('string')
        expect(normalise(event, { data: body, sender: body, date_time: body }).type).toBeTypeOf('string')
      }),
      { numRuns: 500 },
    )
  })

  it('halves no emoji, wherever it cuts', () => {
    const names = /^(key|stanzaId|keyId|remoteJid|id|sender|messageTimestamp)$/
    for (const lead of ['', 'x']) {
      const long = lead + '🥐'.repeat(35_000)
      const stretch = (node: unknown): unknown => {
        if (typeof node === 'string') return long
        if (typeof node !== 'object' || node === null) return node
        if (Array.isArray(node)) return node.map(stretch)
        const named = Object.entries(node).map(([key, child]) => {
          return [key, names.test(key) ? child : stretch(child)]
        })
        return Object.fromEntries(named)
      }
      for (const { event, body, file } of postedEvents()) {
        // JSON.stringify escapes halves of characters, and nothing else of theirs.
        expect(JSON.stringify(normalise(event, stretch(body))), file).not.toContain('\\ud')
      }
    }
  })

  it('throws on no mutation of a real event', () => {
    const real = fc.constantFrom(...postedEvents())
    const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom(Number.MAX_VALUE, -1, '\0', '@', '\ud800', {}))
    fc.assert(
      fc.property(real, fc.nat(400), hostile, ({ event, body }, place, value) => {
        const copy = structuredClone(body)
        const holders: Record<string, unknown>[] = []
        const walk = (node: unknown) => {
          if (typeof node !== 'object' || node === null) return
          holders.push(node as Record<string, unknown>)
          for (const child of Object.values(node)) walk(child)
        }
        walk(copy)
        const holder = holders[place % holders.length]!
        const keys = Object.keys(holder)
        holder[keys[place % keys.length] ?? 'x'] = value
        const inbound = normalise(event, copy)
        if ('at' in inbound) expect(Number.isFinite(inbound.at.getTime())).toBe(true)
        if ('peer' in inbound) expect(inbound.peer.identities.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })
})
