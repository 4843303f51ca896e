import type { WhatsappStatus } from '@plantao/shared/whatsapp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { countTask, createTombstones } from '../../src/whatsapp/index.ts'

let test: TestHouse
beforeAll(async () => {
  test = await startHouse()
})
afterAll(() => test.stop())

const patience = { timeout: 20_000, interval: 200 }
let people = 0
const somebody = () => `55119${String(60_000_000 + ++people)}`
const status = async () => (await test.api<WhatsappStatus>('GET', '/whatsapp/status')).body
const replies = async (contact: string) =>
  (await test.onPhone(contact)).filter(({ direction, author }) => direction === 'out' && author === 'api')

it('what no webhook brought is found by the count, answered, and not missed twice', async () => {
  const contact = somebody()
  await test.sandbox('POST', '/faults', { evolution: { swallowWebhooks: 1 } })
  await test.phone(contact, { text: 'vocês aceitam pix?', timestamp: Math.floor(Date.now() / 1000) - 120 })
  await test.sandbox('DELETE', '/faults')
  expect(await test.conversation(contact)).toBeUndefined()
  await test.house.db.tenant(test.tenantId, (tx) =>
    tx.query('update instance set created_at = $2, counted_until = $2 where tenant_id = $1', [
      test.tenantId,
      new Date(tx.now.getTime() - 600_000),
    ]),
  )
  let missed = 0
  const count = countTask({
    db: test.house.db,
    gateway: test.house.gateway,
    tombstones: createTombstones('of this test'),
    eraseFound: async () => false,
    onCounted: (one) => {
      missed += one.missed
    },
  })
  await count({ tenantId: test.tenantId, traceId: 't' })
  expect(missed).toBe(1)
  expect((await status()).health!.ledger).toMatchObject({ counted: 1, missed: 1, healed: 1 })
  await expect.poll(async () => (await replies(contact)).map(({ text }) => text)[0], patience).toMatch(/pix/i)
  // Where the answer took a second and more there is a stretch to be counted anew, with the message in its overlap.
  await count({ tenantId: test.tenantId, traceId: 't' })
  expect(missed).toBe(1)
})

it('what the bot took in shows as read on the customer’s phone', async () => {
  const contact = somebody()
  await test.phone(contact, { text: 'vocês aceitam pix?' })
  await expect
    .poll(
      async () => (await test.onPhone(contact)).find(({ direction }) => direction === 'in')?.status,
      patience,
    )
    .toBe('read')
})

it('what the bot answers behind a reply that has not left yet shows as read, too', async () => {
  const contact = somebody()
  await test.sandbox('POST', '/faults', { evolution: { failRate: 1 } })
  await test.phone(contact, { text: 'oi' })
  const refused = async () =>
    test.house.db.tenant(test.tenantId, (tx) =>
      tx.query(
        `select from outbound o join conversation v on v.tenant_id = o.tenant_id and v.id = o.conversation_id
         join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
         where o.tenant_id = $1 and c.phone = $2 and o.failure is not null`,
        [test.tenantId, contact],
      ),
    )
  await expect.poll(async () => (await refused()).length, patience).toBe(1)
  const second = await test.phone(contact, { text: 'vocês aceitam pix?' })
  const tick = async () => (await test.onPhone(contact)).find(({ id }) => id === second)?.status
  await expect.poll(tick, patience).toBe('read')
  await test.sandbox('DELETE', '/faults')
  await expect.poll(async () => (await replies(contact)).length, patience).toBe(2)
})

it('what a person answers shows as read, opened or not', async () => {
  const contact = somebody()
  const asked = await test.phone(contact, { kind: 'sticker' })
  await expect.poll(async () => (await test.conversation(contact))?.state, patience).toBe('awaiting_human')
  const more = await test.phone(contact, { text: 'alguém?' })
  await expect.poll(async () => (await test.conversation(contact))?.unread, patience).toBe(2)
  const { id } = (await test.conversation(contact))!
  await test.api('POST', `/conversations/${id}/messages`, { clientId: 'answer-unopened', text: 'Oi!' })
  const ticks = async () =>
    (await test.onPhone(contact)).filter((one) => [asked, more].includes(one.id)).map((one) => one.status)
  await expect.poll(ticks, patience).toEqual(['read', 'read'])
})

it('what a person opens shows as read, under a LID too', async () => {
  const contact = somebody()
  await test.phone(contact, { kind: 'sticker', lid: true })
  await expect.poll(async () => (await test.conversation(contact))?.state, patience).toBe('awaiting_human')
  await test.phone(contact, { text: 'alguém?', lid: true })
  await expect.poll(async () => (await test.conversation(contact))?.unread, patience).toBe(2)
  await test.api('POST', `/conversations/${(await test.conversation(contact))!.id}/read`)
  await expect
    .poll(
      async () =>
        (await test.onPhone(contact))
          .filter(({ direction }) => direction === 'in')
          .map(({ status: one }) => one),
      patience,
    )
    .toEqual(['read', 'read'])
})

describe('the life of a number', () => {
  it('drops and comes back, and the status says so', async () => {
    await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'connecting' })
    await expect.poll(async () => (await status()).health?.state, patience).toBe('reconnecting')
    await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'open' })
    await expect.poll(status, patience).toMatchObject({ status: 'connected', health: { state: 'ok' } })
    const storm = await test.house.db.tenant(test.tenantId, (tx) =>
      tx.query<{ count: number }>(
        `select count(*)::int as count from raw_event where tenant_id = $1 and dedupe_key like 'connection.update:connecting:%'`,
        [test.tenantId],
      ),
    )
    expect(storm[0]!.count).toBeLessThanOrEqual(3)
  })

  it('is logged out on the phone', async () => {
    await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'close' })
    await expect
      .poll(status, patience)
      .toMatchObject({ status: 'disconnected', health: { state: 'logged_out' } })
    expect((await test.api('POST', '/whatsapp/restart')).status).toBe(409)
  })

  it('is paired again by a code, restarted, disconnected and taken away', async () => {
    const number = '+55 (11) 99000-1111'
    const created = await test.api<WhatsappStatus>('POST', '/whatsapp/instance', { number })
    expect(created.body).toMatchObject({
      status: 'connecting',
      channel: 'phone',
      health: { state: 'pairing' },
    })
    await expect
      .poll(
        async () => (await test.api<{ pairingCode: string }>('GET', '/whatsapp/qrcode')).body.pairingCode,
        patience,
      )
      .toMatch(/^[0-9A-F]{8}$/)
    await test.sandbox('POST', '/phone/pair', { instance: test.instance })
    await expect.poll(async () => (await status()).status, patience).toBe('connected')
    expect((await test.api<WhatsappStatus>('POST', '/whatsapp/restart')).body.status).toBe('connected')
    expect((await test.api<WhatsappStatus>('POST', '/whatsapp/disconnect')).body).toMatchObject({
      status: 'disconnected',
      health: { state: 'off' },
    })
    expect((await test.api('DELETE', '/whatsapp/instance')).body).toEqual({ ok: true })
    expect((await test.api('DELETE', '/whatsapp/instance')).body).toEqual({ ok: true })
    expect((await status()).health?.state).toBe('off')
  })

  it('goes over to the official channel, which answers at once and keeps to its 24 hours', async () => {
    const refused = await test.api<{ error: { code: string } }>('POST', '/whatsapp/instance', {
      channel: 'official',
    })
    expect(refused.body.error.code).toBe('request.invalid')
    const official = {
      channel: 'official',
      number: '112233445566',
      token: 'EAAFAKE-token',
      template: { name: 'retomada', language: 'pt_BR' },
    }
    const created = await test.api<WhatsappStatus>('POST', '/whatsapp/instance', official)
    expect(created.body).toMatchObject({ status: 'connected', channel: 'official' })
    const contact = somebody()
    await test.phone(contact, { text: 'vocês aceitam pix?' })
    await expect
      .poll(async () => (await replies(contact)).map(({ text }) => text)[0], patience)
      .toMatch(/pix/i)
    await expect
      .poll(
        async () => (await test.messages(contact)).find(({ author }) => author === 'ai')?.status,
        patience,
      )
      .toBe('delivered')
    const { id } = (await test.conversation(contact))!
    await test.house.db.tenant(test.tenantId, (tx) =>
      tx.query('update conversation set last_inbound_at = $2 where tenant_id = $1', [
        test.tenantId,
        new Date(tx.now.getTime() - 25 * 3_600_000),
      ]),
    )
    const late = { clientId: 'client-late-1', text: 'Seu bolo\nestá pronto.' }
    await test.api('POST', `/conversations/${id}/messages`, late)
    // As a template's parameter, which takes no line breaks.
    await expect
      .poll(async () => (await replies(contact)).map(({ text }) => text), patience)
      .toContain('Seu bolo está pronto.')
    await test.house.db.tenant(test.tenantId, (tx) =>
      tx.query('update instance set template = null where tenant_id = $1', [test.tenantId]),
    )
    await test.api('POST', `/conversations/${id}/messages`, { clientId: 'client-late-2', text: 'Ainda aí?' })
    await expect
      .poll(async () => (await test.messages(contact)).find(({ text }) => text === 'Ainda aí?'), patience)
      .toMatchObject({ status: 'failed', failure: 'window_closed' })
  })
})
