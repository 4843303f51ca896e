import { expect, it } from 'vitest'
import { proxiesFault } from './trusted-proxies.ts'

it.each([
  'loopback',
  'uniquelocal',
  '10.0.0.7',
  '10.0.0.0/8',
  '172.16.0.0/255.240.0.0',
  'fc00::/7',
  '2001:db8::1',
])('believes %s', (proxy) => expect(proxiesFault([proxy])).toBeNull())

it.each([
  ['0.0.0.0/0', /believes strangers/],
  ['::/0', /believes strangers/],
  ['0.0.0.0/1', /believes strangers/],
  ['128.0.0.0/1', /believes strangers/],
  ['2000::/3', /believes strangers/],
  ['0.0.0.0/0.0.0.0', /believes strangers/],
  ['10.0.0.0/255.0.255.0', /range that is none/],
  ['10.0.0.0/33', /range that is none/],
  ['10.0.0.0/', /believes strangers|range that is none/],
  ['true', /no address/],
  ['*', /no address/],
  ['nginx', /no address/],
  ['', /no address/],
])('not %s', (proxy, why) => expect(proxiesFault(['loopback', proxy])).toMatch(why))
