import { expect, it } from 'vitest'
import { networkOf } from './network-of.ts'

it('is the address itself in IPv4, however it is written', () => {
  expect(networkOf('198.51.100.7')).toBe('198.51.100.7')
  expect(networkOf('::ffff:198.51.100.7')).toBe('198.51.100.7')
  expect(networkOf('::ffff:c633:6407')).toBe('198.51.100.7')
})

it('is the /64 in IPv6, however it is written', () => {
  const one = networkOf('2001:db8:1:2::1')
  expect(networkOf('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff')).toBe(one)
  expect(networkOf('2001:db8:1:2:8000::')).toBe(one)
  expect(networkOf('2001:db8:1:3::1')).not.toBe(one)
  expect(networkOf('::1')).not.toBe(networkOf('fe80::1'))
})

it('takes what is no address as it is', () => {
  expect(networkOf('')).toBe('')
  expect(networkOf('unix:')).toBe('unix:')
})
