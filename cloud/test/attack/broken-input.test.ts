import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Company, makeCompany } from '../../../infra/testing/walls/house.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'
import { privacyExportTask } from '../../src/privacy/export.task.ts'

// What the fuzzing found, each as it was found.

let database: TestDatabase
let house: House
let mine: Company

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
}, 120_000)
afterAll(async () => {
  await house?.stop()
  await database?.drop()
})

describe('a form', () => {
  const WHOLE =
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nAbrimos às 6h.\r\n--b--\r\n'
  const send = (path: string, payload: string, type: string) =>
    house.web.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${mine.owner}`, 'content-type': type },
      payload,
    })
  const BROKEN: [string, string, string][] = [
    ['that ends within its file', WHOLE.slice(0, 110), 'multipart/form-data; boundary=b'],
    ['that ends within a header', WHOLE.slice(0, 40), 'multipart/form-data; boundary=b'],
    ['without a boundary', WHOLE, 'multipart/form-data'],
    ['with another boundary than it says', WHOLE, 'multipart/form-data; boundary=other'],
    ['of nothing', '', 'multipart/form-data; boundary=b'],
  ]
  it.each(BROKEN)('%s is unreadable, not a fault of ours', async (_what, payload, type) => {
    for (const path of ['/knowledge/import', `/conversations/${mine.ids.conversations}/media`]) {
      const answer = await send(path, payload, type)
      expect([path, answer.statusCode]).toEqual([path, 400])
    }
  })
  it('that is whole is read', async () => {
    const answer = await send('/knowledge/import', WHOLE, 'multipart/form-data; boundary=b')
    expect(answer.json()).toMatchObject({ text: 'Abrimos às 6h.' })
  })
})

/** The signature of a text by a secret, `ageS` seconds old. */
function signature(payload: string, { secret = 'whsec_walls', ageS = 0 } = {}): { at: number; mac: string } {
  const at = Math.floor(Date.now() / 1000) - ageS
  return { at, mac: createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex') }
}
const deliver = (payload: string, header: string) =>
  house.web.inject({
    method: 'POST',
    url: '/webhook/billing',
    headers: { 'content-type': 'application/json', 'stripe-signature': header },
    payload,
  })

describe('Stripe’s signature', () => {
  const payload = (id: string) =>
    JSON.stringify({ id, object: 'event', type: 'invoice.paid', data: { object: { object: 'invoice' } } })
  const kept = async (id: string) =>
    (await house.db.lookup('select id from billing_event where id = $1', [id])).length

  it('holds beside one by another secret, as while it is changed, and for an event that comes again', async () => {
    const old = signature(payload('evt_both'), { secret: 'whsec_old' })
    const { at, mac } = signature(payload('evt_both'))
    for (const header of [`t=${at},v1=${old.mac},v1=${mac}`, `t=${at},v1=${mac},v1=${old.mac}`])
      expect((await deliver(payload('evt_both'), header)).statusCode).toBe(200)
    expect(await kept('evt_both')).toBe(1)
  })

  it.each([
    ['by another secret', () => signature(payload('evt_forged'), { secret: 'whsec_other' })],
    ['by no secret', () => signature(payload('evt_forged'), { secret: '' })],
    ['of another event', () => signature(payload('evt_other'))],
    ['that is too old', () => signature(payload('evt_forged'), { ageS: 301 })],
    ['at another time than it was made', () => ({ ...signature(payload('evt_forged')), at: 1 })],
    [
      'cut off',
      () => ({ ...signature(payload('evt_forged')), mac: signature(payload('evt_forged')).mac.slice(1) }),
    ],
  ])('%s is none', async (_what, make) => {
    const { at, mac } = make()
    const answer = await deliver(payload('evt_forged'), `t=${at},v1=${mac}`)
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'webhook.bad_signature'])
    expect(await kept('evt_forged')).toBe(0)
  })
})

it('a payment that cannot begin, because Stripe is away, is refused in words and leaves nothing', async () => {
  const answer = await house.web.inject({
    method: 'POST',
    url: '/api/v1/billing/checkout',
    payload: { email: 'nova@pago.example', name: 'Nova', phone: '+55 11 99999-0001' },
  })
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'billing.unavailable'])
  expect(await house.db.lookup(`select * from tenant_of_member('nova@pago.example')`)).toEqual([])
})

describe('an event that Stripe signed and that is none', () => {
  const post = (event: unknown) => {
    const payload = JSON.stringify(event)
    const { at, mac } = signature(payload)
    return deliver(payload, `t=${at},v1=${mac}`)
  }
  const EVENT = {
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    data: { object: { object: 'invoice' } },
  }
  it.each([
    ['without an id', { ...EVENT, id: undefined }],
    ['with NUL in its id', { ...EVENT, id: 'evt\0' }],
    ['with an endless id', { ...EVENT, id: 'e'.repeat(70_000) }],
    ['without a type', { ...EVENT, type: null }],
    ['that is a list', [EVENT]],
  ])('%s is refused for good: after a 503 it would be sent for days', async (_what, event) => {
    const answer = await post(event)
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'request.unreadable'])
  })
  it('without an object is kept; ids that are none are not', async () => {
    expect((await post({ ...EVENT, data: undefined })).statusCode).toBe(200)
    const customer = { id: '../../v1/balance' }
    const odd = {
      ...EVENT,
      id: 'evt_2',
      data: { object: { object: 'invoice', customer, subscription: 'a\0b' } },
    }
    expect((await post(odd)).statusCode).toBe(200)
    const rows = await house.db.lookup(
      `select stripe_customer as customer, stripe_subscription as subscription from billing_event where id = 'evt_2'`,
    )
    expect(rows).toEqual([{ customer: null, subscription: null }])
  })
})

it('an export that was deleted before it was made is not made, and its job ends', async () => {
  const work = privacyExportTask({ db: house.db, readFile: async () => null })
  await work({ tenantId: mine.tenantId, exportId: uuidv7() })
})

it('a cursor of the caller’s making is a mistake of the caller’s, on every list of a conversation', async () => {
  const cursors = [
    'https://exemplo.com.br',
    Buffer.from('{"at":"2026-11-24T12:00:00.000Z","key":"abc"}').toString('base64url'),
  ]
  const lists = ['/conversations', `/conversations/${mine.ids.conversations}/receipts`]
  const get = (url: string) =>
    house.web.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${mine.owner}` } })
  for (const list of lists) {
    for (const cursor of cursors) {
      const answer = await get(`${list}?cursor=${encodeURIComponent(cursor)}`)
      expect([answer.statusCode, answer.json().error.details]).toEqual([
        400,
        { faults: [{ field: 'cursor', kind: 'shape' }] },
      ])
    }
  }
})
