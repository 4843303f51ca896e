import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { type ProcessNumber, takeProcessNumber } from '../platform/process-number.ts'
import { roleUrl } from '../platform/roles.ts'
import type { SendOutcome, WhatsappGateway } from '../whatsapp/index.ts'
import { lockConversation } from './conversation.repo.ts'
import { createDispatcher } from './dispatch.ts'
import { queueMessage } from './outbound.repo.ts'

/** How a number paces itself, and what the official channel's 24 hours let through: on real PostgreSQL, clock in hand. */
let database: TestDatabase
let db: Database
let number: ProcessNumber
let tenant: TestTenant
const PACE_MS = 10_000
const clock = { at: new Date('2026-11-23T12:00:00Z'), now: () => clock.at }
let sent: string[]
let templates: string[]
let waIds = 0
const accepted = (): SendOutcome => ({ kind: 'accepted', waId: `PACE${++waIds}`, jid: '', at: clock.now() })
const gateway = {
  sendText: async ({ text }: { text: string }) => {
    sent.push(text)
    return accepted()
  },
  sendTemplate: async ({ text, template }: { text: string; template: { name: string } }) => {
    templates.push(`${template.name}: ${text}`)
    return accepted()
  },
  findSent: async () => [],
} as Partial<WhatsappGateway> as WhatsappGateway

beforeAll(async () => {
  database = await testDatabase()
  const url = roleUrl(database.url, 'plantao_app')
  db = openDatabase({ url, clock })
  number = await takeProcessNumber(url, () => undefined)
})
beforeEach(async () => {
  sent = []
  templates = []
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await Promise.all([db.close(), number.close()])
  await database.drop()
})

/** A process of its own each time, as after a restart: nothing of the pace lives in memory. */
const dispatcher = () =>
  createDispatcher({ db, gateway, process: () => number.value(), now: clock.now, paceMs: PACE_MS })
const run = (conversationId: string) => dispatcher().run(tenant.tenantId, conversationId)

async function waiting(text: string, wroteMinutesAgo: number | null): Promise<string> {
  const { conversationId } = await makeConversation(db, tenant)
  const at = wroteMinutesAgo === null ? null : new Date(clock.at.getTime() - wroteMinutesAgo * 60_000)
  await db.tenant(tenant.tenantId, async (tx) => {
    await tx.query('update conversation set last_inbound_at = $3 where tenant_id = $1 and id = $2', [
      tenant.tenantId,
      conversationId,
      at,
    ])
    const conversation = await lockConversation(tx, conversationId)
    await queueMessage(tx, conversation!, { author: 'member', text, epoch: null, traceId: 't' })
  })
  return conversationId
}
const settings = (sql: string, ...values: unknown[]) =>
  db.tenant(tenant.tenantId, (tx) =>
    tx.query(`update instance set ${sql} where tenant_id = $1`, [tenant.tenantId, ...values]),
  )
async function outboundOf(conversationId: string) {
  const [row] = await db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ state: string; failure: string | null }>(
      'select state, failure from outbound where tenant_id = $1 and conversation_id = $2',
      [tenant.tenantId, conversationId],
    ),
  )
  return row!
}

describe('the pace of a number', () => {
  it('lets the warm go at once, all of them', async () => {
    for (let i = 0; i < 10; i++) expect(await run(await waiting(`quente ${i}`, 5))).toBeNull()
    expect(sent).toHaveLength(10)
  })

  it('sends the cold one by one, with uneven gaps around the mean', async () => {
    const cold: string[] = []
    for (let i = 0; i < 12; i++) cold.push(await waiting(`frio ${i}`, i % 2 ? null : 60))
    const slots: number[] = []
    for (const id of cold) slots.push((await run(id))?.getTime() ?? clock.at.getTime())
    expect(sent).toEqual(['frio 0'])
    const gaps = slots.slice(1).map((slot, i) => slot - slots[i]!)
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(0.6 * PACE_MS)
      expect(gap).toBeLessThanOrEqual(1.4 * PACE_MS)
    }
    expect(new Set(gaps).size).toBeGreaterThan(1)
  })

  it('keeps its slots over a restart, and holds no warm one back behind them', async () => {
    await run(await waiting('primeiro', null))
    const second = await waiting('segundo', null)
    const slot = await run(second)
    expect(slot!.getTime()).toBeGreaterThan(clock.at.getTime())
    // Whoever looks again, in whatever process, finds the same slot and takes no further one.
    expect(await run(second)).toEqual(slot)
    expect(await run(await waiting('quente', 1))).toBeNull()
    expect(sent).toEqual(['primeiro', 'quente'])
    clock.at = new Date(slot!.getTime() - 1)
    expect(await run(second)).toEqual(slot)
    clock.at = slot!
    expect(await run(second)).toBeNull()
    expect(sent).toEqual(['primeiro', 'quente', 'segundo'])
  })
})

describe('the official channel', () => {
  const template = JSON.stringify({ name: 'retomada', language: 'pt_BR' })

  it('writes freely within 24 hours, by template after them', async () => {
    await settings(`channel = 'official', template = $2`, template)
    await run(await waiting('dentro', 23 * 60))
    clock.at = new Date(clock.at.getTime() + 60_000)
    await run(await waiting('fora', 25 * 60))
    expect({ sent, templates }).toEqual({ sent: ['dentro'], templates: ['retomada: fora'] })
  })

  it('refuses by name what no template can carry', async () => {
    await settings(`channel = 'official', template = null`)
    const conversationId = await waiting('fora', 25 * 60)
    await run(conversationId)
    expect({ sent, templates }).toEqual({ sent: [], templates: [] })
    expect(await outboundOf(conversationId)).toEqual({ state: 'failed', failure: 'window_closed' })
  })
})
