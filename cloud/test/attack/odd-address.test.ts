import type { AddressInfo } from 'node:net'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sayRaw, statuses } from '../../../infra/testing/attack/raw-socket.ts'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'

// One address has one spelling: no route, limit or header is reached by another. Generated from the endpoint table.

let database: TestDatabase
let house: House
let port: number

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.listen({ port: 0, host: '127.0.0.1' })
  port = (house.web.server.address() as AddressInfo).port
}, 120_000)
afterAll(async () => {
  await house?.stop()
  await database?.drop()
})

const ID = '019a0000-0000-7000-8000-000000000001'
const pathOf = ({ path }: Endpoint) => path.replace(/:\w+/g, ID)
const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`
/** Other ways to write a path that some reader takes for the same. */
const SPELLINGS: [string, (path: string) => string][] = [
  ['a letter encoded in front', (path) => `/${encoded(path[1]!)}${path.slice(2)}`],
  ['a letter encoded at the end', (path) => `${path.slice(0, -1)}${encoded(path.at(-1)!)}`],
  ['two slashes in front', (path) => `/${path}`],
  ['two slashes within', (path) => path.replace('/v1/', '//v1/')],
  ['a dot segment', (path) => `/.${path}`],
  ['a way out and in again', (path) => `/x/..${path}`],
  ['encoded dots', (path) => `/x/%2e%2e${path}`],
  ['an encoded slash', (path) => path.replace('/v1/', '%2Fv1/')],
  ['a backslash', (path) => path.replace('/v1/', '\\v1/')],
  ['a host before it', (path) => `http://127.0.0.1${path}`],
]
const table = Object.values(endpoints as Record<string, Endpoint>)
const raw = (method: string, target: string) =>
  sayRaw(port, `${method} ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)

describe('a route of the API', () => {
  it.each(SPELLINGS)(
    'is not reached with %s',
    async (_what, spell) => {
      expect(table.length).toBeGreaterThan(60)
      for (const endpoint of table) {
        const said = await raw(endpoint.method, spell(pathOf(endpoint)))
        expect([endpoint.path, statuses(said)]).toEqual([endpoint.path, [400]])
        expect(said.text).toContain('"request.odd_address"')
      }
    },
    120_000,
  )

  it('is limited, and not to be stored, by what was matched', async () => {
    const ask = (url: string, remoteAddress: string) =>
      house.web.inject({ method: 'POST', url, remoteAddress, payload: { token: 'x', newPassword: 'y' } })
    const path = endpoints.confirmPasswordReset.path
    for (let i = 0; i < 10; i++) {
      const answer = await ask(`${path}?${i}`, '198.51.100.1')
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([410, 'no-store'])
    }
    expect((await ask(path, '198.51.100.1')).statusCode).toBe(429)
    expect((await ask(path, '198.51.100.2')).statusCode).toBe(410)
    for (const [, spell] of SPELLINGS.slice(0, 3))
      expect((await ask(spell(path), '198.51.100.1')).statusCode).toBe(400)
  })
})

describe('sockets', () => {
  it.each([
    '//socket.io/?EIO=4&transport=polling',
    '/socket.io//?EIO=4&transport=polling',
    '/socket.io/../api/v1/me?EIO=4&transport=polling',
    '/socket.io/x?EIO=4&transport=polling',
    '/%73ocket.io/?EIO=4&transport=polling',
    '/socket.io/%2e%2e/?EIO=4&transport=polling',
  ])('are not reached by %s', async (target) => {
    expect(statuses(await raw('GET', target))[0]).toBeOneOf([400, 403, 404])
  })
  it('are reached by their own address', async () => {
    expect(statuses(await raw('GET', '/socket.io/?EIO=4&transport=polling'))).toEqual([200])
  })
})

describe('an address that leads nowhere', () => {
  const ask = (url: string, remoteAddress: string, accept = 'application/json') =>
    house.web.inject({ url, remoteAddress, headers: { accept } })

  it('is answered 120 times a minute to one caller, whatever it looks for', async () => {
    const found: number[] = []
    for (let i = 0; i < 122; i++) {
      const url = ['/wp-login.php', '/api/v1/nothing', '/site/nothing.js', '/updates/none.yml'][i % 4]!
      found.push((await ask(`${url}?${i}`, '198.51.100.9', i % 3 ? 'text/html' : '*/*')).statusCode)
    }
    expect(found.filter((status) => status === 404)).toHaveLength(120)
    expect(found.slice(120)).toEqual([429, 429])
    expect((await ask('/nothing', '198.51.100.10')).statusCode).toBe(404)
    expect((await ask('/health', '198.51.100.9')).statusCode).toBe(200)
  })

  it('is one caller from one /64 of IPv6', async () => {
    const found: number[] = []
    for (let i = 1; i <= 121; i++)
      found.push((await ask('/nothing', `2001:db8:0:1::${i.toString(16)}`)).statusCode)
    expect(found.slice(119)).toEqual([404, 429])
    expect((await ask('/nothing', '2001:db8:0:2::1')).statusCode).toBe(404)
  })

  it.each(['//', '/\\', '//:80', '/\\evil.example', '///'])(
    '%s is a refusal, no fault of ours',
    async (path) => {
      const said = await raw('GET', path)
      expect(statuses(said)).toEqual([400])
      expect(said.text).not.toContain('internal')
    },
  )
})

describe('what is for those inside', () => {
  it.each(['/metrics', '/ready'])(
    '%s is nowhere for whoever comes through the proxy or from outside',
    async (url) => {
      const through = await house.web.inject({ url, headers: { 'x-forwarded-for': '203.0.113.5' } })
      const outside = await house.web.inject({ url, remoteAddress: '203.0.113.5' })
      expect([through.statusCode, outside.statusCode]).toEqual([404, 404])
      const ours = await Promise.all(
        ['127.0.0.1', '10.1.2.3', '172.18.0.4', '::ffff:192.168.1.1', 'fd00::1'].map((remoteAddress) =>
          house.web.inject({ url, remoteAddress }),
        ),
      )
      for (const { statusCode } of ours) expect(statusCode).not.toBe(404)
    },
  )
})
