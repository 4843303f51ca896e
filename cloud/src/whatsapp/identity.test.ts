import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesOf, jidVariants, normalisePhone, parseJid, peerOf } from './identity.ts'

const OWN = '5511990001111@s.whatsapp.net'
const peer = (key: Record<string, unknown>, own: string | null = OWN) => peerOf(key, { name: 'Maria', own })

describe('JIDs', () => {
  it.each([
    ['5511988887777@s.whatsapp.net', 'phone', '5511988887777'],
    ['5511988887777:12@s.whatsapp.net', 'phone', '5511988887777'],
    ['5511988887777.0:1@s.whatsapp.net', 'phone', '5511988887777'],
    ['5511988887777@c.us', 'phone', '5511988887777'],
    ['5511988887777', 'phone', '5511988887777'],
    ['123456789012345@lid', 'lid', '123456789012345'],
    ['120363021234567890@g.us', 'group', '120363021234567890'],
    ['status@broadcast', 'status', 'status'],
    ['1234@broadcast', 'broadcast', '1234'],
    ['1203630@newsletter', 'newsletter', '1203630'],
    ['0@s.whatsapp.net', 'unknown', '0'],
    ['x@constructor', 'unknown', 'x'],
    ['', 'unknown', ''],
  ])('%s is %s', (jid, kind, user) => expect(parseJid(jid)).toEqual({ kind, user }))
})

describe('the ninth digit', () => {
  it.each([
    ['553188887777', '5531988887777'],
    ['551188887777', '5511988887777'],
    ['5531988887777', '5531988887777'],
    ['553133334444', '553133334444'],
    ['554733334444', '554733334444'],
    ['351912345678', '351912345678'],
    ['14155552671', '14155552671'],
    ['550088887777', '550088887777'],
  ])('%s is known as %s', (given, known) => expect(normalisePhone(given)).toBe(known))

  it('is settled after one pass, for any digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(55)?\d{5,13}$/), (digits) => {
        expect(normalisePhone(normalisePhone(digits))).toBe(normalisePhone(digits))
      }),
    )
  })

  it('gives both names of a mobile and one of everything else', () => {
    expect(jidVariants('553188887777@s.whatsapp.net').sort()).toEqual([
      '553188887777@s.whatsapp.net',
      '5531988887777@s.whatsapp.net',
    ])
    expect(jidVariants('5531988887777')).toContain('553188887777@s.whatsapp.net')
    expect(jidVariants('553133334444@s.whatsapp.net')).toEqual(['553133334444@s.whatsapp.net'])
    expect(jidVariants('123@lid')).toEqual(['123@lid'])
  })
})

it('gives every address of a person once, the one they last wrote from first', () => {
  expect(addressesOf('123@lid', ['lid:123', 'phone:5531988887777'])).toEqual([
    '123@lid',
    '5531988887777@s.whatsapp.net',
  ])
})

describe('the person of a chat', () => {
  const both = { identities: ['phone:5531988887777', 'lid:123'], phone: '5531988887777', name: 'Maria' }

  it('is the same by phone with a LID beside, by LID with a phone beside, and in the older spellings', () => {
    const pn = '553188887777@s.whatsapp.net'
    expect(peer({ remoteJid: pn, remoteJidAlt: '123@lid' })).toEqual({ ...both, jid: pn })
    expect(peer({ remoteJid: '123@lid', remoteJidAlt: pn })).toEqual({ ...both, jid: '123@lid' })
    expect(peer({ remoteJid: '123@lid', senderPn: pn })).toEqual({ ...both, jid: '123@lid' })
    expect(peer({ remoteJid: pn, senderPn: pn, previousRemoteJid: '123@lid' })).toEqual({ ...both, jid: pn })
  })

  it('may be known by LID only', () => {
    expect(peer({ remoteJid: '123@lid' })).toMatchObject({ identities: ['lid:123'], phone: null })
  })

  it('never takes the company for the customer', () => {
    const fromMe = { fromMe: true, remoteJid: '123@lid' }
    expect(peer({ ...fromMe, remoteJidAlt: OWN })).toMatchObject({ identities: ['lid:123'], name: null })
    expect(peer({ ...fromMe, senderPn: '5531988887777@s.whatsapp.net' })?.identities).toEqual(['lid:123'])
    expect(peer({ ...fromMe, remoteJidAlt: '5531988887777@s.whatsapp.net' })?.identities).toHaveLength(2)
    expect(peer({ ...fromMe, remoteJidAlt: '5531988887777@s.whatsapp.net' }, null)?.identities).toHaveLength(
      1,
    )
    // The LID beside a phone may be the sender's own.
    const toPhone = { fromMe: true, remoteJid: '5531988887777@s.whatsapp.net', remoteJidAlt: '9@lid' }
    expect(peer(toPhone)?.identities).toEqual(['phone:5531988887777'])
    expect(peer({ fromMe: true, remoteJid: OWN, previousRemoteJid: '123@lid' })).toMatchObject({
      identities: ['lid:123'],
      jid: '123@lid',
    })
    expect(peer({ remoteJid: '123@lid', remoteJidAlt: OWN })?.identities).toEqual(['lid:123'])
  })

  it('is nobody where there is no person', () => {
    for (const remoteJid of ['1@g.us', 'status@broadcast', '', null, 7, '0@s.whatsapp.net']) {
      expect(peer({ remoteJid })).toBeNull()
    }
  })
})
