import { describe, expect, it } from 'vitest'
import { type About, aboutOf, namedInJson, namesIn } from './about.ts'
import { type ErasedFacts, isErased } from './erased.ts'
import { normalise } from './normalise.ts'
import { createTombstones } from './tombstone.ts'

const AT = new Date('2026-11-24T15:00:00Z')
const later = (ms: number) => new Date(AT.getTime() + ms)
const OWN = '5511990001111@s.whatsapp.net'
const seconds = Math.floor(AT.getTime() / 1000)

function about(event: string, data: unknown): About | null {
  const body = { event, data, sender: OWN }
  return aboutOf(event, body, normalise(event, body))
}

describe('whether an event belongs to what was erased', () => {
  const facts: ErasedFacts = {
    what: 'said',
    at: AT,
    erasedAt: later(500),
    messageErased: false,
    livesAgain: false,
    isKnown: false,
  }
  it.each<[string, Partial<ErasedFacts>, boolean]>([
    ['said before', {}, true],
    ['said before, by somebody who has begun anew', { livesAgain: true }, true],
    ['said in the second of the erasure, which is all that WhatsApp tells', { erasedAt: later(999) }, true],
    ['said a second later', { at: later(1000) }, false],
    ['said by somebody who was never erased', { erasedAt: null }, false],
    ['a message that was erased, under a name nobody knew', { erasedAt: null, messageErased: true }, true],
    [
      'a message that was erased, in the new life',
      { messageErased: true, livesAgain: true, at: later(9000) },
      true,
    ],
    ['our send in flight', { what: 'own_send', at: later(3000) }, true],
    ['our send in flight, the person back', { what: 'own_send', at: later(3000), livesAgain: true }, true],
    [
      'our send in the new life',
      { what: 'own_send', at: later(3000), livesAgain: true, isKnown: true },
      false,
    ],
    ['a tick of nobody’s message', { what: 'change' }, true],
    ['a tick of a message that may be on its way', { what: 'change', livesAgain: true }, false],
    ['a tick of a known message', { what: 'change', isKnown: true }, false],
    ['typing', { what: 'other', at: null }, true],
    ['typing in the new life', { what: 'other', at: null, livesAgain: true }, false],
  ])('%s', (_name, more, expected) => {
    expect(isErased({ ...facts, ...more })).toBe(expected)
  })
})

describe('whom an event is about', () => {
  const text = { message: { conversation: 'oi' }, messageTimestamp: seconds }
  it.each<[string, string, unknown, Partial<About>]>([
    [
      'a phone without its ninth digit, with its LID',
      'messages.upsert',
      {
        key: { remoteJid: '553188887777@s.whatsapp.net', remoteJidAlt: '77@lid', id: 'A1', fromMe: false },
        ...text,
      },
      { what: 'said', identities: ['phone:5531988887777', 'lid:77'], waIds: ['A1'], at: AT },
    ],
    [
      'the company’s own phone writing: its own names are nobody’s',
      'messages.upsert',
      { key: { remoteJid: '77@lid', remoteJidAlt: OWN, id: 'A2', fromMe: true }, ...text },
      { what: 'said', identities: ['lid:77'], waIds: ['A2'] },
    ],
    [
      'a send of ours',
      'send.message',
      { key: { remoteJid: '5531988887777@s.whatsapp.net', id: 'A3' }, ...text },
      { what: 'own_send', identities: ['phone:5531988887777'], waIds: ['A3'] },
    ],
    [
      'an emoji, and the message it sits on',
      'messages.upsert',
      {
        key: { remoteJid: '5531988887777@s.whatsapp.net', id: 'A4', fromMe: false },
        message: { reactionMessage: { key: { id: 'A1' }, text: '👍' } },
        messageTimestamp: seconds,
      },
      { what: 'change', identities: ['phone:5531988887777'], waIds: ['A4', 'A1'] },
    ],
    [
      'a tick, which is flat',
      'messages.update',
      { keyId: 'A3', remoteJid: '553188887777@s.whatsapp.net', fromMe: true, status: 'READ' },
      { what: 'change', identities: ['phone:5531988887777'], waIds: ['A3'] },
    ],
    [
      'an edit',
      'messages.edited',
      {
        key: { remoteJid: '77@lid', id: 'A1', fromMe: false },
        type: 'MESSAGE_EDIT',
        editedMessage: { conversation: 'olá' },
      },
      { what: 'change', identities: ['lid:77'], waIds: ['A1'] },
    ],
    [
      'a deletion, which is the key itself',
      'messages.delete',
      { remoteJid: '5531988887777@s.whatsapp.net', id: 'A1', fromMe: false },
      { what: 'change', identities: ['phone:5531988887777'], waIds: ['A1'] },
    ],
    [
      'typing',
      'presence.update',
      {
        id: '5531988887777@s.whatsapp.net',
        presences: { '5531988887777@s.whatsapp.net': { lastKnownPresence: 'composing' } },
      },
      { what: 'other', identities: ['phone:5531988887777'] },
    ],
    [
      'whoever is named in what we have no use for',
      'contacts.upsert',
      [{ remoteJid: '553188887777@s.whatsapp.net', pushName: 'Ana' }, { remoteJid: '77:3@lid' }],
      { what: 'other', mentioned: ['phone:5531988887777', 'lid:77'] },
    ],
    [
      'a group’s member',
      'messages.upsert',
      { key: { remoteJid: '1203@g.us', participant: '77@lid', id: 'A5' }, ...text },
      { what: 'other', identities: [], mentioned: ['lid:77'] },
    ],
  ])('%s', (_name, event, data, expected) => {
    expect(about(event, data)).toMatchObject(expected)
  })

  it('nobody, when a connection or a QR code changes', () => {
    expect(about('connection.update', { state: 'open', wuid: OWN })).toBeNull()
    expect(about('qrcode.updated', { qrcode: { code: 'x' } })).toBeNull()
  })

  it('reads any JSON without a throw', () => {
    for (const data of [null, 7, [], [null], { key: 7 }, { key: { remoteJid: {} } }, { id: [] }])
      for (const event of ['messages.upsert', 'messages.update', 'messages.delete', 'presence.update', 'x'])
        expect(() => about(event, data)).not.toThrow()
  })
})

describe('what is kept of a name', () => {
  const [one, other] = [createTombstones('a secret'), createTombstones('another secret')]
  const [here, there] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
  const kept = one.hash(here, 'person', 'phone:5531988887777')

  it('is the same again, and another at another company, under another key, of another kind', () => {
    expect(one.hash(here, 'person', 'phone:5531988887777')).toEqual(kept)
    const others = [
      one.hash(there, 'person', 'phone:5531988887777'),
      other.hash(here, 'person', 'phone:5531988887777'),
      one.hash(here, 'message', 'phone:5531988887777'),
      one.hash(here, 'person', 'phone:5531988887778'),
    ]
    for (const another of others) expect(another.equals(kept)).toBe(false)
    expect(kept).toHaveLength(32)
  })
})

describe('a stored event that names a person', () => {
  const names = (identity: string, json: string) => new RegExp(namedInJson(identity)).test(json)
  it.each([
    ['phone:5531988887777', '{"a": "5531988887777@s.whatsapp.net"}', true],
    ['phone:5531988887777', '{"a": "553188887777@s.whatsapp.net"}', true],
    ['phone:5531988887777', '{"a": "553188887777:12@s.whatsapp.net"}', true],
    ['phone:5531988887777', '{"a": "5531988887777.0:1@c.us"}', true],
    ['phone:5531988887777', '{"number": "5531988887777"}', true],
    ['phone:5531988887777', '{"a": "15531988887777@s.whatsapp.net"}', false],
    ['phone:5531988887777', '{"a": "55319888877770@s.whatsapp.net"}', false],
    ['phone:5531988887777', '{"text": "meu número é 5531988887777"}', false],
    ['phone:14155550123', '{"a": "14155550123@s.whatsapp.net"}', true],
    ['lid:123456', '{"a": "123456@lid"}', true],
    ['lid:123456', '{"a": "123456:4@hosted.lid"}', true],
    ['lid:123456', '{"a": "123456@s.whatsapp.net"}', false],
  ])('%s in %s: %s', (identity, json, expected) => {
    expect(names(identity, json)).toBe(expected)
  })

  it('is found by the names read out of it, however it is written', () => {
    const body = [{ a: '553188887777:12@s.whatsapp.net' }, { b: { c: '77@lid' } }, { d: '1203@g.us' }]
    expect(namesIn(body)).toEqual(['phone:5531988887777', 'lid:77'])
  })
})
