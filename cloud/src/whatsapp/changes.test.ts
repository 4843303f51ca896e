import { describe, expect, it } from 'vitest'
import { dedupeKey } from './dedupe.ts'
import { normalise } from './normalise.ts'

const CUSTOMER = '5531988887777@s.whatsapp.net'
const OWN = '5531977770000@s.whatsapp.net'
const names = ['phone:5531988887777']
const read = (event: string, data: object) => normalise(event, { event, sender: OWN, data })
const content = { conversation: 'novo' }
const protocol = (type: string | number, key: object = {}) => ({
  key: { remoteJid: OWN, fromMe: true, id: 'M', ...key },
  type,
  ...(type === 'REVOKE' || type === 0 ? {} : { editedMessage: content, timestampMs: '1796032867000' }),
})

describe('whose act a change is', () => {
  it('the chat’s own key tells: filed in an upsert, bare or wrapped, of either side', () => {
    for (const type of ['REVOKE', 0, 'MESSAGE_EDIT', 14]) {
      const asked = { protocolMessage: protocol(type) }
      for (const message of [asked, { editedMessage: { message: asked } }])
        for (const fromMe of [false, true]) {
          const key = { remoteJid: CUSTOMER, fromMe, id: 'P' }
          expect(read('messages.upsert', { key, message })).toMatchObject({
            type: type === 'REVOKE' || type === 0 ? 'revoked' : 'edited',
            waId: 'M',
            by: { side: fromMe ? 'company' : 'contact', identities: names },
          })
        }
    }
  })

  it('messages.delete and messages.update carry the key of their chat', () => {
    const by = { side: 'contact', identities: names }
    const key = { remoteJid: CUSTOMER, fromMe: false, id: 'M' }
    expect(read('messages.delete', key)).toEqual({ type: 'revoked', waId: 'M', by })
    expect(read('messages.delete', { key })).toEqual({ type: 'revoked', waId: 'M', by })
    const flat = { keyId: 'M', remoteJid: CUSTOMER, fromMe: false }
    expect(read('messages.update', { ...flat, status: 'DELETED' })).toEqual({
      type: 'revoked',
      waId: 'M',
      by,
    })
    const message = { editedMessage: { message: content } }
    const edited = { type: 'edited', waId: 'M', text: 'novo', by }
    // As a real Evolution 2.3.7 posts it, and under any status, which says nothing of an edit.
    expect(read('messages.update', { ...flat, status: 'SERVER_ACK', message })).toMatchObject(edited)
    expect(read('messages.update', { ...flat, status: 'DELETED', message })).toMatchObject(edited)
    expect(read('messages.update', { key, update: { message } })).toMatchObject(edited)
    expect(read('messages.update', { ...flat, fromMe: true, message })).toMatchObject({
      by: { side: 'company', identities: names },
    })
  })

  it('messages.edited is its sender’s own writing, and proves neither side nor chat', () => {
    const told = (key: object) => read('messages.edited', protocol('MESSAGE_EDIT', key))
    // What an honest customer's phone writes: the message is theirs, the chat is the company's.
    expect(told({})).toMatchObject({ type: 'edited', by: { side: 'unproven', identities: [] } })
    expect(told({ remoteJid: CUSTOMER })).toMatchObject({ by: { side: 'unproven', identities: names } })
    expect(read('messages.edited', protocol('REVOKE'))).toEqual({
      type: 'revoked',
      waId: 'M',
      by: { side: 'unproven', identities: [] },
    })
    expect(told({ remoteJid: '120363@g.us' })).toEqual({ type: 'ignored', reason: 'group' })
    expect(told({ id: 7 })).toEqual({ type: 'ignored', reason: 'unknown_shape' })
    expect(read('messages.edited', protocol('EPHEMERAL_SETTING'))).toEqual({
      type: 'ignored',
      reason: 'protocol',
    })
  })

  it('an edit under a tick’s status is not taken for that tick', () => {
    const flat = { keyId: 'M', remoteJid: CUSTOMER, fromMe: false, status: 'SERVER_ACK' }
    const edit = (conversation: string) =>
      dedupeKey('messages.update', {
        data: { ...flat, message: { editedMessage: { message: { conversation } } } },
      })
    const tick = dedupeKey('messages.update', { data: flat })
    expect(new Set([tick, edit('a'), edit('b')]).size).toBe(3)
    expect(edit('a')).toBe(edit('a'))
  })
})
