import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { endpoints } from '@plantao/shared/http/endpoints'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database/database.ts'
import { nginxPorts, type Ports, type RunningNginx, startNginx } from '../testing/parts/nginx.ts'
import { isInstalled } from '../testing/parts/programs.ts'
import { quietHouse } from '../testing/walls/quiet-house.ts'

const missing = ['nginx', 'openssl'].filter((program) => !isInstalled(program, '-v'))
if (missing.length > 0) console.warn(`SKIPPED addresses through nginx: no ${missing.join(', ')} here`)

// nginx reads an address in its own way, and the cloud behind it in another: what both make of odd ones together.

describe.skipIf(missing.length > 0)('an address through nginx', () => {
  let database: TestDatabase
  let house: Awaited<ReturnType<typeof quietHouse>>
  let nginx: RunningNginx
  let ports: Ports

  beforeAll(async () => {
    database = await testDatabase()
    house = await quietHouse(database.url)
    await house.web.listen({ port: 0, host: '127.0.0.1' })
    ports = await nginxPorts()
    nginx = await startNginx(ports, [(house.web.server.address() as AddressInfo).port])
  }, 120_000)
  afterAll(async () => {
    await nginx?.stop()
    await house?.stop()
    await database?.drop()
  }, 60_000)

  /** Asks with the target written exactly so. Answers status and body. */
  function ask(
    method: string,
    target: string,
    body = '',
    headers = '',
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const socket = connectTls(
        { host: '127.0.0.1', port: ports.https, servername: 'localhost', ca: nginx.certificate },
        () =>
          socket.write(
            `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`,
          ),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('error', reject)
      socket.on('end', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text }))
    })
  }
  const json = 'Content-Type: application/json\r\n'

  it('is Stripe’s door and no other of the vendors’', async () => {
    const stripe = await ask('POST', '/webhook/billing', '{}', json)
    expect([stripe.status, stripe.text]).toEqual([400, expect.stringContaining('webhook.bad_signature')])
    for (const target of [
      '/webhook/whatsapp',
      '/webhook/whatsapp/messages-upsert',
      '/webhook/billing/x',
      '/%77ebhook/whatsapp',
      '/webhook//whatsapp',
      '/webhook/billing/../whatsapp',
      '/webhook/billing/%2e%2e/whatsapp',
      '/webhook%2Fwhatsapp',
      '/x/../webhook/whatsapp',
      '//webhook/whatsapp',
      '/webhook/whatsapp%2f',
    ]) {
      const { status, text } = await ask('POST', target, '{}', `${json}Authorization: Bearer wrong\r\n`)
      expect([target, [400, 404].includes(status)]).toEqual([target, true])
      expect(text, target).not.toContain('webhook.unauthorized')
    }
    const inner = (path: string) => fetch(`http://127.0.0.1:${ports.inner}${path}`, { method: 'POST' })
    expect((await inner('/webhook/whatsapp')).status).toBe(401)
    expect((await inner('/webhook/billing')).status).toBe(404)
    expect((await inner('/api/v1/auth/login')).status).toBe(404)
  })

  it('shows nothing of what is for those inside', async () => {
    for (const target of [
      '/metrics',
      '/ready',
      '/%6detrics',
      '/%72eady',
      '//metrics',
      '/./ready',
      '/x/../metrics',
    ]) {
      const { status, text } = await ask('GET', target)
      expect([target, [400, 404].includes(status)]).toEqual([target, true])
      expect(text).not.toMatch(/plantao_|"dependencies"/)
    }
    expect((await ask('GET', '/health')).status).toBe(200)
  })

  it('of a visitor is what nginx saw, whatever the visitor says of it', async () => {
    const left: number[] = []
    for (let i = 1; i <= 4; i++) {
      const says = `X-Forwarded-For: 198.51.100.${i}\r\nX-Real-IP: 198.51.100.${i}\r\nForwarded: for=198.51.100.${i}\r\n`
      const { text } = await ask('GET', '/api/v1/me', '', says)
      left.push(Number(/^x-ratelimit-remaining: (\d+)/im.exec(text)?.[1]))
    }
    expect(left).toEqual([0, 1, 2, 3].map((called) => left[0]! - called))
    expect((await ask('GET', '/metrics', '', 'X-Forwarded-For: 127.0.0.1\r\n')).status).toBe(404)
  })

  it('has the limit of its route, however it is written', async () => {
    const { path } = endpoints.confirmPasswordReset
    const body = JSON.stringify({ token: 'x', newPassword: 'y' })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await ask('POST', path, body, json)).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 410), 429, 429])
    for (const target of [
      path.replace('/a', '/%61'),
      `/${path}`,
      path.replace('v1', 'v1/.'),
      path.replace('/v1', '%2Fv1'),
    ]) {
      const { status, text } = await ask('POST', target, body, json)
      expect([target, status]).toEqual([target, 400])
      expect(text).not.toContain('auth.link_invalid')
    }
  })

  it('of sockets is one too', async () => {
    expect((await ask('GET', '/socket.io/?EIO=4&transport=polling')).status).toBe(200)
    for (const target of [
      '//socket.io/',
      '/%73ocket.io/',
      '/socket.io/x',
      '/socket.io/../socket.io/',
      '/socket.io//',
    ])
      expect((await ask('GET', `${target}?EIO=4&transport=polling`)).status, target).toBeOneOf([400, 404])
  })
})
