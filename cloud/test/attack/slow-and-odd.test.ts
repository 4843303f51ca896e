import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sayRaw, statuses } from '../../../infra/testing/attack/raw-socket.ts'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb } from '../../../infra/testing/scene/web.ts'

// What no client sends, byte by byte, against the real listening server. Its times are turned down: nothing else is.

const TIMES = { keepAliveMs: 300, headersMs: 400, requestMs: 800, checkMs: 50, leaveMs: 200 }
/** What a busy machine may add to a time above. Milliseconds. */
const SLACK = 10_000
let database: TestDatabase
let web: TestWeb
let port: number

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url, { options: { times: TIMES, trustProxy: ['192.0.2.1'] } })
  await web.app.listen({ port: 0, host: '127.0.0.1' })
  port = (web.app.server.address() as AddressInfo).port
}, 120_000)
afterAll(async () => {
  await web?.app.close()
  await web?.db.close()
  await database?.drop()
})

const raw = (head: string, body = '') => `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`
const health = async () => (await fetch(`http://127.0.0.1:${port}/health`)).status

describe('a sender that takes its time', () => {
  it('is cut off while it sends headers, dripping or silent', async () => {
    for (const drip of [undefined, 'x-slow: 1\r\n']) {
      const said = await sayRaw(port, 'GET /health HTTP/1.1\r\nHost: x\r\n', {
        untilMs: SLACK,
        ...(drip ? { drip } : {}),
      })
      expect(said.closed, String(drip)).toBe(true)
      if (!drip) expect(said.text).toMatch(/^HTTP\/1\.1 408[\s\S]*request\.too_slow/)
    }
  })

  it('is cut off while it sends a body', async () => {
    const head =
      'POST /api/v1/auth/login HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 9999'
    for (const drip of [undefined, ' ']) {
      const said = await sayRaw(port, raw(head, '{"email"'), { untilMs: SLACK, ...(drip ? { drip } : {}) })
      expect(said.closed, String(drip)).toBe(true)
    }
  })

  it('keeps nobody else waiting, not even two hundred of them', async () => {
    const slow = Array.from({ length: 200 }, () => sayRaw(port, 'GET / HTTP/1.1\r\nX: ', { untilMs: SLACK }))
    expect(await health()).toBe(200)
    for (const { closed } of await Promise.all(slow)) expect(closed).toBe(true)
  })

  it('does not hold a deploy, and neither does a reader that takes its time', async () => {
    const begun = Promise.withResolvers<void>()
    const large = async (app: FastifyInstance) => {
      app.get('/large', (_request, reply) => {
        begun.resolve()
        return reply.send(Buffer.alloc(64_000_000))
      })
    }
    const options = { times: { ...TIMES, requestMs: 60_000, headersMs: 60_000 }, raw: [large] }
    const leaving = testWeb(database.url, { options })
    await leaving.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = leaving.app.server.address() as AddressInfo
    const sender = sayRaw(port, 'GET / HTTP/1.1\r\nX: ', { untilMs: 60_000 })
    const reader = connect(port, '127.0.0.1', () => reader.pause().write(raw('GET /large HTTP/1.1\nHost: x')))
    reader.on('error', () => undefined)
    await begun.promise
    await leaving.app.close()
    expect((await sender).closed).toBe(true)
    await leaving.db.close()
  })

  it('loses a connection it does not use', async () => {
    const said = await sayRaw(port, raw('GET /health HTTP/1.1\nHost: x'), { untilMs: SLACK })
    expect([statuses(said), said.closed]).toEqual([[200], true])
  })
})

describe('headers', () => {
  it('that are too big are refused', async () => {
    for (const headers of [
      `X: ${'x'.repeat(40_000)}`,
      'X-A: 12345678\n'.repeat(3_000).trim(),
      `Cookie: ${'a=b; '.repeat(8_000)}`,
    ]) {
      const said = await sayRaw(port, raw(`GET /health HTTP/1.1\nHost: x\n${headers}`))
      expect(statuses(said)).toEqual([413])
    }
    expect(await health()).toBe(200)
  })

  it('do not tell the server who it is or who is calling', async () => {
    const forged =
      'Host: evil.example\nX-Forwarded-Host: evil.example\nX-Forwarded-Proto: https\nForwarded: host=evil.example\nConnection: close'
    for (const path of ['/', '/login', '/api/v1/openapi.json', '/console', '/nothing', '/api/v1/me']) {
      const said = await sayRaw(port, raw(`GET ${path} HTTP/1.1\n${forged}`))
      expect(statuses(said)).toHaveLength(1)
      expect(said.text, path).not.toContain('evil.example')
    }
    const left: number[] = []
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/me`, {
        headers: { 'x-forwarded-for': `203.0.113.${i}`, 'x-real-ip': `203.0.113.${i}` },
      })
      left.push(Number(answer.headers.get('x-ratelimit-remaining')))
    }
    // One address, whatever it says of itself.
    expect(left).toEqual([left[0], left[0]! - 1, left[0]! - 2])
  })

  it('of the proxy that is named are believed', async () => {
    const named = testWeb(database.url, { options: { trustProxy: ['127.0.0.1'] } })
    const remaining = async (address: string) => {
      const answer = await named.app.inject({ url: '/api/v1/me', headers: { 'x-forwarded-for': address } })
      return answer.headers['x-ratelimit-remaining']
    }
    expect(await remaining('203.0.113.1')).toBe('599')
    expect(await remaining('203.0.113.2')).toBe('599')
    expect(await remaining('203.0.113.1')).toBe('598')
    await named.app.close()
    await named.db.close()
  })
})

describe('a path', () => {
  it.each([
    '/../../../../etc/passwd',
    '/site/../../package.json',
    '/site/..%2f..%2fpackage.json',
    '/site/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/console/..%2f..%2f..%2fpackage.json',
    '/console/%00.js',
    '/console/a%00.html',
    '/api/v1/..%2f..%2fmetrics',
    '/api//v1/me',
    '/%',
    '/%zz',
    '/%ED%A0%80',
    `/${'a'.repeat(8_000)}`,
    '/api/v1/me;x=1',
    'http://evil.example/',
    '*',
  ])('%s leads nowhere', async (path) => {
    const said = await sayRaw(port, raw(`GET ${path} HTTP/1.1\nHost: x\nConnection: close`))
    const [status] = statuses(said)
    expect(said.text).not.toMatch(/root:|"workspaces"|plantao_http|at .+:\d+:\d+/)
    expect(said.text).not.toMatch(/^location: (?!\/[^/])/im)
    // 503 is a page that nobody built here.
    expect([200, 400, 401, 404, 414, 431, 413, 503]).toContain(status)
    if (status === 200) expect(path).toMatch(/^http:/)
  })

  it('//evil.example is no redirect to it', async () => {
    for (const path of ['//evil.example/', '//evil.example/..', '/\\evil.example', '/login//evil.example']) {
      const said = await sayRaw(port, raw(`GET ${path} HTTP/1.1\nHost: x\nConnection: close`))
      expect(said.text).not.toMatch(/^location:.*evil/im)
    }
  })
})

describe('a method', () => {
  it.each(['TRACE', 'PATCH', 'PROPFIND', 'PURGE', 'OPTIONS', 'QUERY'])('%s does nothing', async (method) => {
    const said = await sayRaw(
      port,
      raw(`${method} /api/v1/me HTTP/1.1\nHost: x\nX-Mine: secret\nConnection: close`),
    )
    const [status] = statuses(said)
    expect([400, 404, 405, 501]).toContain(status)
    expect(said.text).not.toContain('secret')
  })
  it('cannot be told by a header, be made up, or open a tunnel', async () => {
    const overridden =
      'POST /health HTTP/1.1\nHost: x\nX-HTTP-Method-Override: GET\nContent-Length: 0\nConnection: close'
    expect(statuses(await sayRaw(port, raw(overridden)))).toEqual([404])
    for (const method of ['FOO', 'get', 'G ET', '\0GET'])
      expect(statuses(await sayRaw(port, raw(`${method} /health HTTP/1.1\nHost: x`)))).toEqual([400])
    const tunnel = await sayRaw(port, raw('CONNECT evil.example:443 HTTP/1.1\nHost: evil.example:443'))
    expect(statuses(tunnel)).not.toContain(200)
  })
})

describe('a request inside a request', () => {
  const HIDDEN = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'
  const login = 'POST /api/v1/auth/login HTTP/1.1\nHost: x\nContent-Type: application/json'
  it.each([
    ['both lengths', `${login}\nContent-Length: 4\nTransfer-Encoding: chunked`, `0\r\n\r\n${HIDDEN}`],
    ['two lengths', `${login}\nContent-Length: 2\nContent-Length: 40`, `{}${HIDDEN}`],
    ['a length with a sign', `${login}\nContent-Length: +2`, `{}${HIDDEN}`],
    ['a length in words', `${login}\nContent-Length: 2, 40`, `{}${HIDDEN}`],
    ['a coding nobody knows', `${login}\nTransfer-Encoding: xchunked`, `0\r\n\r\n${HIDDEN}`],
    ['chunked before another', `${login}\nTransfer-Encoding: chunked, identity`, `0\r\n\r\n${HIDDEN}`],
    ['a blank before the colon', `${login}\nContent-Length : 2`, `{}${HIDDEN}`],
    [
      'a chunk of a size that is none',
      `${login}\nTransfer-Encoding: chunked`,
      `zz\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
    ],
    ['a folded header', `${login}\nX: a\n b\nContent-Length : 2`, `{}${HIDDEN}`],
  ])('by %s is refused, and what it hid is not answered', async (_what, head, body) => {
    const said = await sayRaw(port, raw(head, body))
    expect(statuses(said)).toEqual([400])
    expect(said.closed).toBe(true)
    expect(said.text).not.toContain('"status":"ok"')
  })
})

describe('a body over the limit', () => {
  it('is refused by its length, before it is sent', async () => {
    for (const path of ['/api/v1/auth/login', '/api/v1/auth/refresh', '/api/v1/team/accept']) {
      const head = `POST ${path} HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 50000000`
      const [status] = statuses(await sayRaw(port, raw(head, '{'), { untilMs: 2_000 }))
      expect([404, 413]).toContain(status)
    }
  })
  it('is refused while it comes, when it tells no length', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`.repeat(20)
    const head =
      'POST /api/v1/auth/login HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked'
    const said = await sayRaw(port, raw(head, chunk))
    expect(statuses(said)[0] ?? 413).toBe(413)
    expect(await health()).toBe(200)
  })
})
