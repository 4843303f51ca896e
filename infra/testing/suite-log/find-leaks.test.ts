import { expect, it } from 'vitest'
import { findLeaks } from './find-leaks.ts'

const line = (more: object) => JSON.stringify({ level: 'info', time: '2026-11-24T12:00:00.000Z', ...more })
const TRACE = '0193a1b2-5511-7999-8999-551199998888'

it.each([
  ['a telephone', { err: 'no answer from 5511999990001' }],
  ['a telephone', { err: 'chat +55 (11) 99999-0001 is gone' }],
  ['an address at WhatsApp', { jid: '123456789012345@lid' }],
  ['an e-mail address', { to: 'dona@padaria.example' }],
  ['an access token', { header: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc' }],
  ['a key of Stripe', { err: 'invalid key sk_test_4eC39HqLyjWD' }],
  ['an authorization', { header: 'Bearer abcdefghij' }],
  ['a password in an address', { url: 'postgres://app:hidden@127.0.0.1/db' }],
  ['the text "vocês entreg"', { prompt: 'CLIENTE: vocês entregam hoje?' }],
])('finds %s', (what, more) => {
  expect(findLeaks(line(more), ['vocês entregam hoje?']).map((leak) => leak.what)).toEqual([what])
})

it('finds nothing in ids, times, counts and words of the house', () => {
  const log = [
    line({ traceId: TRACE, msg: 'send', outcome: 'unclear', ms: 5511999.12, count: 12_345_678 }),
    line({
      url: 'http://127.0.0.1:5400/webhook/whatsapp',
      err: { message: 'connect ECONNREFUSED 127.0.0.1:9' },
    }),
  ].join('\n')
  expect(findLeaks(log, ['oi', 'vocês entregam hoje?'])).toEqual([])
})
