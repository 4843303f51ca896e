import type { TryAnswer } from '@plantao/shared/conversations'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb } from '../../../infra/testing/scene/web.ts'
import { DEMO_LIMITS, demoRoutes } from './demo.route.ts'

const ANSWER: TryAnswer = {
  decision: 'answer',
  reply: 'Abrimos às 6h.',
  confidence: 0.9,
  chunks: [{ id: '0192f1c0-0000-7000-8000-000000000001', text: 'Abrimos às 6h todos os dias.', score: 1 }],
}
let database: TestDatabase
let web: TestWeb | undefined
let now: Date
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  await web?.app.close()
  await web?.db.close()
})
afterAll(() => database.drop())

function open(demo: { on: boolean; answer?: () => Promise<TryAnswer> }) {
  now = new Date('2026-11-23T12:00:10Z')
  web = testWeb(database.url, {
    routes: () =>
      demoRoutes({
        clock: { now: () => now },
        demoTenant: async () => (demo.on ? { id: 'the-demo', name: 'Padaria' } : null),
        tryAnswer: demo.answer ?? (async () => ANSWER),
      }),
  })
}
const ask = (from: number, question = 'Que horas abre?') =>
  web!.app.inject({
    method: 'POST',
    url: '/api/v1/demo/ask',
    payload: { question },
    remoteAddress: `203.0.113.${from}`,
  })

describe('the public demo', () => {
  it('answers with the passage it was taken from, and no more of the company', async () => {
    open({ on: true })
    const reply = await ask(1)
    expect(reply.json()).toEqual({
      company: 'Padaria',
      decision: 'answer',
      reply: 'Abrimos às 6h.',
      source: 'Abrimos às 6h todos os dias.',
    })
  })

  it('is not there without a demo company', async () => {
    open({ on: false })
    const reply = await ask(1)
    expect(reply.statusCode).toBe(404)
    expect(reply.json().error.code).toBe('demo.off')
  })

  it('refuses a question longer than the page allows', async () => {
    open({ on: true })
    expect((await ask(1, 'a'.repeat(301))).statusCode).toBe(400)
  })

  it('stops one address, then a crowd of addresses, and opens again with the next minute', async () => {
    open({ on: true })
    for (let call = 0; call < 12; call++) expect((await ask(1)).statusCode).toBe(200)
    expect((await ask(1)).json().error.code).toBe('request.too_many')
    for (let call = 12; call < DEMO_LIMITS.perMinute; call++) expect((await ask(call)).statusCode).toBe(200)
    const refused = await ask(100)
    expect(refused.json().error).toMatchObject({ code: 'demo.busy', details: { seconds: 50 } })
    now = new Date('2026-11-23T12:01:00Z')
    expect((await ask(100)).statusCode).toBe(200)
  })

  it('answers only a few at once', async () => {
    const gate = Promise.withResolvers<TryAnswer>()
    const all = Promise.withResolvers<void>()
    let begun = 0
    const answer = () => {
      if (++begun === DEMO_LIMITS.atOnce) all.resolve()
      return gate.promise
    }
    open({ on: true, answer })
    const waiting = Promise.all(Array.from({ length: DEMO_LIMITS.atOnce }, (_, from) => ask(from)))
    await all.promise
    expect((await ask(99)).json().error).toMatchObject({ code: 'demo.busy', details: { seconds: 1 } })
    gate.resolve(ANSWER)
    expect((await waiting).map((reply) => reply.statusCode)).toEqual([200, 200, 200, 200])
    expect((await ask(99)).statusCode).toBe(200)
  })
})
