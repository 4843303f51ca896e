import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../platform/database.ts'
import { stripePayments } from './adapters/stripe.payments.ts'
import { billingWebhook } from './webhook.route.ts'

const at = new Date('2026-12-01T12:00:00Z')
const now = at.getTime() / 1000
const clock = { now: () => at }
const digest = '0'.repeat(64)
let app: FastifyInstance
let read = 0
let asked = 0

beforeEach(() => {
  read = 0
  asked = 0
  const lookup = async () => {
    asked++
    return []
  }
  const payments = stripePayments({ secretKey: 'sk_test_x', webhookSecret: 'whsec_x', clock })
  app = fastify()
  app.addHook('preParsing', async (_request, _reply, payload) => {
    payload.on('data', (chunk: Buffer) => {
      read += chunk.length
    })
    return payload
  })
  app.register(billingWebhook({ db: { lookup } as unknown as Database, payments, clock }))
})
afterEach(() => app.close())

const send = (signature: string | undefined) =>
  app.inject({
    method: 'POST',
    url: '/webhook/billing',
    headers: signature === undefined ? {} : { 'stripe-signature': signature },
    payload: 'x'.repeat(900_000),
  })

it.each([
  undefined,
  '',
  'x',
  `t=${now}`,
  `v1=${digest}`,
  `t=${now},v1=00`,
  `t=x,v1=${digest}`,
  `t=${now - 301},v1=${digest}`,
  `t=${now},v0=${digest}`,
])('reads no byte behind the signature %j, which can be none', async (signature) => {
  expect((await send(signature)).statusCode).toBe(400)
  expect([read, asked]).toEqual([0, 0])
})

it.each([`t=${now},v1=${digest}`, `t=${now - 300},v1=00,v1=${digest}`])(
  'asks the database nothing for %j, which signs another body',
  async (signature) => {
    expect((await send(signature)).json().error.code).toBe('webhook.bad_signature')
    expect([read, asked]).toEqual([900_000, 0])
  },
)
