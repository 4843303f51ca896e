import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dedupeKey } from './dedupe.ts'
import { posted, postedEvents } from './fixtures/captures.ts'

const keys = (file: string, event: string) => posted(file, event).map((body) => dedupeKey(event, body))

it('knows a repeated delivery by its id, and only by it', () => {
  const [slow, ...again] = keys('retry-timeout-duplicates', 'messages.upsert')
  expect(again.length).toBeGreaterThan(0)
  expect(new Set(again)).toEqual(new Set([slow]))
  const [a, b, retried] = keys('retry-reorder', 'messages.upsert')
  expect(retried).toBe(a)
  expect(b).not.toBe(a)
})

it('keeps events apart that share the id of their message', () => {
  expect(new Set(keys('webhooks-baileys-messages-update', 'messages.update')).size).toBe(3)
  const about = (type: string, timestampMs: unknown, text = 'x') =>
    dedupeKey('messages.edited', { data: { key: { id: 'M' }, type, timestampMs, editedMessage: { text } } })
  expect(about('MESSAGE_EDIT', '1')).not.toBe(about('MESSAGE_EDIT', '2'))
  expect(about('MESSAGE_EDIT', '1')).not.toBe(about('REVOKE', '1'))
  expect(about('MESSAGE_EDIT', '1')).toBe(about('MESSAGE_EDIT', 1))
  expect(about('MESSAGE_EDIT', null, 'a')).not.toBe(about('MESSAGE_EDIT', null, 'b'))
  const upsert = dedupeKey('messages.upsert', { data: { key: { id: 'M' } } })
  expect(dedupeKey('messages.delete', { data: { id: 'M' } })).not.toBe(upsert)
  expect(dedupeKey('send.message', { data: { key: { id: 'M' } } })).not.toBe(upsert)
})

it('never takes two states for one', () => {
  for (const event of ['connection.update', 'qrcode.updated', 'logout.instance', 'remove.instance']) {
    expect(dedupeKey(event, { data: null })).not.toBe(dedupeKey(event, { data: null }))
  }
})

it('keeps one of ten seconds of a customer’s typing, and never takes the end of it for its begin', () => {
  const typed = (id: string, lastKnownPresence: string, date_time: string) =>
    dedupeKey('presence.update', { date_time, data: { id, presences: { [id]: { lastKnownPresence } } } })
  const first = typed('55@s.whatsapp.net', 'composing', '2026-11-23T21:40:06.344Z')
  expect(typed('55@s.whatsapp.net', 'composing', '2026-11-23T21:40:09.900Z')).toBe(first)
  expect(typed('55@s.whatsapp.net', 'composing', '2026-11-23T21:40:10.000Z')).not.toBe(first)
  expect(typed('55@s.whatsapp.net', 'paused', '2026-11-23T21:40:06.400Z')).not.toBe(first)
  expect(typed('77@s.whatsapp.net', 'composing', '2026-11-23T21:40:06.344Z')).not.toBe(first)
})

it('falls back to the body: the same one is a repetition, another is not', () => {
  expect(dedupeKey('contacts.update', { data: [1] })).toBe(dedupeKey('contacts.update', { data: [1] }))
  expect(dedupeKey('messages.upsert', { data: {} })).not.toBe(dedupeKey('messages.upsert', { data: null }))
  const two = (id: string) => dedupeKey('messages.upsert', { data: [{ key: { id: 'M' } }, { key: { id } }] })
  expect(two('A')).not.toBe(two('B'))
})

it('gives any JSON a short key', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (event, data) => {
      expect(dedupeKey(event, { data }).length).toBeLessThanOrEqual(300)
    }),
  )
  const edited = { key: { id: 'M' }, type: { toString: null } }
  expect(dedupeKey('messages.edited', { data: edited })).toMatch(/^messages\.edited:M:/)
  for (const { event, body } of postedEvents()) expect(dedupeKey(event, body).length).toBeLessThan(150)
})
