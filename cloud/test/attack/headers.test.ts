import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant } from '../../src/accounts/index.ts'

// What another site's page may make a browser do with us: nothing, and no page of ours may be made to do it for one.

const EVIL = 'https://evil.example'
let database: TestDatabase
let web: TestWeb
let secure: TestWeb
let folder: string
let token: string

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'pages-'))
  await build(folder)
  const pages = (publicUrl: string) => ({
    site: join(folder, 'site'),
    console: join(folder, 'console'),
    publicUrl,
    demo: false,
  })
  web = testWeb(database.url, { options: { pages: pages('http://127.0.0.1') } })
  const publicUrl = 'https://plantao.example'
  secure = testWeb(database.url, { publicUrl, options: { pages: pages(publicUrl) } })
  const owner = { email: 'dona@casa.example', name: 'Dona', password: 'a-long-password', mustChange: false }
  await createTenant(web.db, { name: 'Casa', slug: 'casa', owner })
  token = await tokenOf(web, owner.email, owner.password)
}, 120_000)
afterAll(async () => {
  for (const one of [web, secure]) {
    await one?.app.close()
    await one?.db.close()
  }
  await rm(folder, { recursive: true, force: true })
  await database?.drop()
})

/** Pages as the builds leave them, as far as the server looks. */
async function build(at: string): Promise<void> {
  const page = '<!doctype html><title>x</title>'
  const files = ['site/dashboard/index.html', 'console/index.html', 'site/index.html', 'site/sitemap.xml']
  const more = ['404', 'going', 'refused'].flatMap((name) => [
    `site/${name}.pt-BR.html`,
    `site/${name}.en.html`,
  ])
  const assets = ['site/site/og.png', 'site/assets/app-12345678.js', 'console/app.js', 'site/robots.txt']
  for (const file of [...files, ...more, ...assets]) {
    await mkdir(join(at, file, '..'), { recursive: true })
    await writeFile(join(at, file), page)
  }
  await writeFile(join(at, 'site/pages.json'), JSON.stringify({ '/': 'index.html' }))
}

const PAGES = [
  '/',
  '/login',
  '/login/reset?token=x',
  '/dashboard',
  '/dashboard/profile',
  '/console',
  '/console/a',
]
const FILES = ['/site/og.png', '/assets/app-12345678.js', '/console/app.js', '/sitemap.xml', '/robots.txt']
const OTHERS = ['/nothing-here', '/health', '/api/v1/openapi.json', '/api/v1/me', '/api/v1/nothing']

describe('every answer', () => {
  it.each([...PAGES, ...FILES, ...OTHERS])(
    '%s carries the policy, and lets no other site read or frame it',
    async (url) => {
      for (const { app } of [web, secure]) {
        const answer = await app.inject({ url, headers: { origin: EVIL, accept: 'text/html' } })
        if (PAGES.includes(url) || FILES.includes(url)) expect(answer.statusCode).toBe(200)
        const policy = policyOf(String(answer.headers['content-security-policy']))
        expect(policy['default-src']).toEqual(["'none'"])
        expect(policy['script-src']).toEqual(["'self'"])
        expect(policy['style-src']).toEqual(["'self'"])
        expect(policy['frame-ancestors']).toEqual(["'none'"])
        expect(policy['base-uri']).toEqual(["'none'"])
        expect(policy['form-action']).toEqual(["'self'"])
        expect(policy['object-src'] ?? policy['default-src']).toEqual(["'none'"])
        expect(Object.values(policy).flat().join(' ')).not.toMatch(/unsafe|\*|https?:/)
        expect(answer.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        })
        expect(
          Object.keys(answer.headers).filter((name) => /^access-control|^server$|powered/.test(name)),
        ).toEqual([])
      }
    },
  )

  it('says for a year that only https will do, where that is how we are reached', async () => {
    const of = async ({ app }: TestWeb) =>
      (await app.inject({ url: '/' })).headers['strict-transport-security']
    expect(await of(secure)).toMatch(/max-age=31536000/)
    expect(await of(web)).toBeUndefined()
  })
})

function policyOf(text: string): Record<string, string[]> {
  return Object.fromEntries(
    text
      .split(';')
      .map((directive) => directive.trim().split(' '))
      .map(([name, ...sources]) => [name!, sources]),
  )
}

const table = Object.entries(endpoints as Record<string, Endpoint>)
const mounted = () => table.filter(([, { method, path }]) => web.app.hasRoute({ method, url: path }))

describe('another site’s page', () => {
  it('is allowed nothing beforehand, on no route', async () => {
    const asked = mounted()
    expect(asked.length).toBeGreaterThan(20)
    for (const [name, { method, path }] of asked) {
      const answer = await web.app.inject({
        method: 'OPTIONS',
        url: path.replace(/:\w+/g, '0193f0c0-0000-7000-8000-000000000000'),
        headers: {
          origin: EVIL,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,content-type',
        },
      })
      const allowed = Object.keys(answer.headers).filter((header) => header.startsWith('access-control'))
      expect([name, answer.statusCode >= 400, allowed]).toEqual([name, true, []])
    }
  })

  it('can send no body that a form could: only JSON is read, and only by its name', async () => {
    const bodies: [string, string][] = [
      ['text/plain', '{"email":"dona@casa.example"}'],
      ['application/x-www-form-urlencoded', 'email=dona@casa.example'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\ncontent-disposition: form-data; name="email"\r\n\r\nx\r\n--b--\r\n',
      ],
      ['text/json', '{}'],
      ['application/xml', '<a/>'],
      ['text/plain;application/json', '{}'],
    ]
    // A form's own: the page of prices works without a script, and forms with files are read.
    const forms = mounted().filter(([, { method, form }]) => method !== 'GET' && !form)
    for (const [name, { method, path }] of forms) {
      for (const [type, payload] of bodies) {
        const answer = await web.app.inject({
          method: method as 'POST',
          url: path.replace(/:\w+/g, '0193f0c0-0000-7000-8000-000000000000'),
          headers: { origin: EVIL, 'content-type': type, authorization: `Bearer ${token}` },
          payload,
        })
        expect([name, type, answer.statusCode]).toEqual([name, type, expect.toSatisfy(isRefusal)])
      }
    }
  })
})

/** Refused by its kind, its caller's role, its origin or for having come too often; never read. */
const isRefusal = (status: number) => [403, 415, 429].includes(status)
