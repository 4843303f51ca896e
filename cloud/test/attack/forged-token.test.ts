import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant, keysFrom } from '../../src/accounts/index.ts'

// Tokens that somebody made up or changed, and true ones in places where they do not belong.

const PASSWORD = 'a-long-password'
/** What the house under test signs with: forging with it shows that a refusal is not for another reason. */
const KEYS = keysFrom('a secret of tests only, long enough')
type Claims = Record<string, unknown>
let database: TestDatabase
let web: TestWeb
let owner: string
let attendant: string
let other: string

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  for (const house of ['casa', 'rua']) {
    await createTenant(web.db, {
      name: house,
      slug: house,
      owner: { email: `dona@${house}.example`, name: 'Dona', password: PASSWORD, mustChange: false },
      attendants: [{ email: `bia@${house}.example`, name: 'Bia', password: PASSWORD, mustChange: false }],
    })
  }
  owner = await tokenOf(web, 'dona@casa.example', PASSWORD)
  attendant = await tokenOf(web, 'bia@casa.example', PASSWORD)
  other = await tokenOf(web, 'dona@rua.example', PASSWORD)
}, 120_000)
afterAll(async () => {
  await web?.app.close()
  await web?.db.close()
  await database?.drop()
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims
/** A token signed by HMAC, as the house's own are unless told otherwise. */
function signed(
  claims: Claims,
  {
    key = KEYS.access,
    header = {},
    digest = 'sha256',
  }: { key?: Uint8Array; header?: object; digest?: string } = {},
): string {
  const head = `${part({ alg: 'HS256', ...header })}.${part(claims)}`
  return `${head}.${createHmac(digest, key).update(head).digest('base64url')}`
}
const ask = async (token: string, path = '/me') => {
  const answer = await web.app.inject({
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.statusCode
}

it('a token made here by the true key is taken: what is refused below is refused for what was changed', async () => {
  expect(await ask(owner)).toBe(200)
  expect(await ask(signed(claimsOf(owner)))).toBe(200)
})

describe('a token', () => {
  const FORGED: [string, () => string][] = [
    ['without a signature', () => owner.replace(/[^.]*$/, '')],
    ['of two parts', () => owner.split('.').slice(0, 2).join('.')],
    ['of four parts', () => `${owner}.x`],
    ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): [string, () => string][] => [
      [
        `of the algorithm ${JSON.stringify(alg)}, unsigned`,
        () => `${part({ alg })}.${part(claimsOf(owner))}.`,
      ],
      [
        `of the algorithm ${JSON.stringify(alg)}, with its old signature`,
        () => `${part({ alg })}.${owner.split('.').slice(1).join('.')}`,
      ],
      [`of the algorithm ${JSON.stringify(alg)}, signed`, () => signed(claimsOf(owner), { header: { alg } })],
    ]),
    [
      'by a longer digest of the true key',
      () => signed(claimsOf(owner), { header: { alg: 'HS512' }, digest: 'sha512' }),
    ],
    ['by no key', () => signed(claimsOf(owner), { key: new Uint8Array() })],
    ['by an empty key of the right length', () => signed(claimsOf(owner), { key: new Uint8Array(32) })],
    [
      'by the secret itself',
      () => signed(claimsOf(owner), { key: Buffer.from('a secret of tests only, long enough') }),
    ],
    ['by the key of refresh tokens', () => signed(claimsOf(owner), { key: KEYS.refresh })],
    ['by the key of devices', () => signed(claimsOf(owner), { key: KEYS.device })],
    [
      'by a key pair of its own, told in its header',
      () => {
        const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
        const jwk = publicKey.export({ format: 'jwk' })
        const head = `${part({ alg: 'RS256', jwk })}.${part(claimsOf(owner))}`
        return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`
      },
    ],
    ...[
      { kid: '../../../../dev/null' },
      { kid: "x' union select 'k' --" },
      { jku: 'http://evil.example/keys.json' },
      { x5u: 'http://evil.example/cert.pem' },
    ].map((header): [string, () => string] => [
      `that names its key by ${JSON.stringify(header)}`,
      () => signed(claimsOf(owner), { key: new Uint8Array(), header }),
    ]),
    [
      'that asks for an extension nobody knows',
      () => signed(claimsOf(owner), { header: { crit: ['x'], x: true } }),
    ],
    [
      'whose role was changed',
      () => {
        const [head, , tail] = attendant.split('.')
        return `${head}.${part({ ...claimsOf(attendant), role: 'owner' })}.${tail}`
      },
    ],
    [
      'with the signature of another',
      () => `${owner.split('.').slice(0, 2).join('.')}.${other.split('.')[2]}`,
    ],
    ['that is over', () => signed({ ...claimsOf(owner), exp: Math.floor(Date.now() / 1000) - 1 })],
    ['that never ends', () => signed({ ...claimsOf(owner), exp: undefined })],
    ['that ends at no time', () => signed({ ...claimsOf(owner), exp: 'never' })],
    ['of another issuer', () => signed({ ...claimsOf(owner), iss: 'somebody' })],
    ['that is not good yet', () => signed({ ...claimsOf(owner), nbf: Math.floor(Date.now() / 1000) + 600 })],
    ['of nobody', () => signed({ ...claimsOf(owner), sub: undefined })],
  ]
  it.each(FORGED)('%s is refused', async (_what, make) => {
    expect(await ask(make())).toBe(401)
  })
})

describe('what the true key signed', () => {
  it('gives no more than the database does: neither a role, nor another company, nor another’s session', async () => {
    // Only who has the key could make these; permission is still asked of the database.
    expect(await ask(signed({ ...claimsOf(attendant), role: 'owner' }), '/audit')).toBe(403)
    const mixed = [
      { tenant: claimsOf(other).tenant },
      { sub: claimsOf(other).sub },
      { family: claimsOf(other).family },
      { sub: claimsOf(attendant).sub },
    ]
    for (const change of mixed) expect(await ask(signed({ ...claimsOf(owner), ...change }))).toBe(401)
  })
})

describe('a true token', () => {
  it.each([
    ['in the query', { url: '?access_token=%' }],
    ['in the query by its short name', { url: '?token=%' }],
    ['in a cookie', { headers: { cookie: 'plantao_access=%; access_token=%; authorization=Bearer %' } }],
    ['as the refresh cookie', { headers: { cookie: 'plantao_refresh=%' } }],
    ['in another scheme', { headers: { authorization: 'Basic %' } }],
    ['without a scheme', { headers: { authorization: '%' } }],
    [
      'in a header of another name',
      { headers: { 'x-access-token': '%', 'proxy-authorization': 'Bearer %' } },
    ],
  ])('%s is none', async (_where, { url = '', headers = {} }: { url?: string; headers?: object }) => {
    const filled = Object.entries(headers).map(([name, value]) => [
      name,
      String(value).replaceAll('%', owner),
    ])
    const answer = await web.app.inject({
      url: `/api/v1/me${url.replace('%', owner)}`,
      headers: Object.fromEntries(filled) as Record<string, string>,
    })
    expect(answer.statusCode).toBe(401)
  })

  it('renews no session, and a refresh token opens no route', async () => {
    const refreshed = await web.app.inject({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      payload: { refreshToken: owner },
    })
    expect(refreshed.statusCode).toBe(401)
    const { answer } = await web.accounts.signIn({
      email: 'dona@casa.example',
      password: PASSWORD,
      client: 'desktop',
      address: '192.0.2.1',
    })
    expect(answer.refreshToken).toBeTruthy()
    expect(await ask(answer.refreshToken!)).toBe(401)
  })
})
