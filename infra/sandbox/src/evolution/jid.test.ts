import { expect, test } from 'vitest'
import { createJid, lidOf } from './jid.ts'

test.each([
  ['5511988887777', '5511988887777@s.whatsapp.net'],
  ['+55 (31) 98888-7777', '553188887777@s.whatsapp.net'],
  ['5531968887777', '5531968887777@s.whatsapp.net'],
  ['553188887777', '553188887777@s.whatsapp.net'],
  ['351912345678', '351912345678@s.whatsapp.net'],
  ['120363021234567890', '120363021234567890@g.us'],
  ['123456789012345@lid', '123456789012345@lid'],
])('%s is %s', (number, jid) => expect(createJid(number)).toBe(jid))

test('a LID is always the same and has fifteen digits', () => {
  expect(lidOf('5511988887777')).toBe(lidOf('5511988887777@s.whatsapp.net'))
  expect(lidOf('5511988887777')).toMatch(/^\d{15}@lid$/)
})
