import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb } from '../../../infra/testing/scene/web.ts'
import { createTenant } from '../../src/accounts/index.ts'

const OWNER = { email: 'dona@house.example', password: 'a-long-password' }
const DESKTOP = { ...OWNER, client: 'desktop' }
let database: TestDatabase
let web: TestWeb

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  await createTenant(web.db, {
    name: 'Casa',
    slug: 'casa',
    owner: { ...OWNER, name: 'Dona', mustChange: false },
  })
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await web.app.close()
  await web.db.close()
  await database.drop()
})

let addresses = 0
function visitor() {
  const remoteAddress = `198.51.100.${++addresses}`
  return {
    post: (path: string, payload: object, headers: Record<string, string> = {}) =>
      web.app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, payload, headers, remoteAddress }),
  }
}
function turnClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('an address with many people behind it', () => {
  it('keeps its count of guesses when somebody there signs in to an account of their own', async () => {
    const attacker = visitor()
    const guess = (i: number) => attacker.post('login', { email: `victim-${i}@x.example`, password: 'no' })
    let made = 0
    for (let i = 0; i < 60; i++) {
      // Nine wrong ones a minute and one right one between them.
      if (i % 9 === 0) turnClock(60_000)
      if (i % 9 === 0) expect((await attacker.post('login', DESKTOP)).statusCode).toBe(200)
      const { statusCode } = await guess(i)
      if (statusCode === 429) break
      made++
    }
    expect(made).toBe(50)
  })

  it('may sign in as often as it likes with the right passwords', async () => {
    const office = visitor()
    for (let i = 0; i < 60; i++) {
      if (i % 10 === 0) turnClock(60_000)
      expect((await office.post('login', DESKTOP)).statusCode).toBe(200)
    }
  })

  it('may load pages as often as its sessions allow; one session alone is slowed down', async () => {
    const office = visitor()
    let cookies = await Promise.all(
      Array.from({ length: 4 }, async () => (await office.post('login', OWNER)).cookies[0]!.value),
    )
    const load = (token: string) => office.post('refresh', {}, { cookie: `plantao_refresh=${token}` })
    for (let round = 0; round < 40; round++) {
      cookies = await Promise.all(
        cookies.map(async (token) => {
          const answer = await load(token)
          expect(answer.statusCode).toBe(200)
          return answer.cookies[0]!.value
        }),
      )
    }
    const statuses = []
    for (let i = 0; i < 21; i++) {
      const answer = await load(cookies[0]!)
      statuses.push(answer.statusCode)
      if (answer.statusCode === 200) cookies[0] = answer.cookies[0]!.value
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
    expect((await load(cookies[1]!)).statusCode).toBe(200)
  })

  it('is counted by itself where the token is made up', async () => {
    const attacker = visitor()
    const { headers } = await attacker.post('refresh', { refreshToken: 'x'.repeat(100) })
    expect(headers['x-ratelimit-limit']).toBe('600')
    const again = await attacker.post('refresh', { refreshToken: 'y'.repeat(100) })
    expect(again.headers['x-ratelimit-remaining']).toBe('598')
  })
})
