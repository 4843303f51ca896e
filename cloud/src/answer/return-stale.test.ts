import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { lockConversation, memoryOf, step } from '../conversations/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { returnStaleTask } from './return-stale.task.ts'
import { isStale } from './stale.ts'

const HOUR = 3_600_000
let database: TestDatabase
let db: Database
let now = new Date('2026-03-28T18:00:00Z')
const run = () => returnStaleTask({ db, now: () => now })()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const later = (hours: number) => {
  now = new Date(now.getTime() + hours * HOUR)
}
const conversation = ({ tenantId, conversationId }: TestTenant) =>
  db.tenant(tenantId, async (tx) => (await lockConversation(tx, conversationId))!)
const sent = ({ tenantId }: TestTenant) =>
  db.tenant(tenantId, async (tx) =>
    (
      await tx.query<{ body: string }>('select body from outbound where tenant_id = $1 order by position', [
        tx.tenantId,
      ])
    ).map((row) => row.body),
  )
const handOver = ({ tenantId, conversationId }: TestTenant) =>
  db.tenant(tenantId, async (tx) => {
    const row = (await lockConversation(tx, conversationId))!
    await tx.query(
      `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
       values ($1, gen_random_uuid(), $2, 'in', 'contact', 'text', 'e aí?', 'received', $3, $3)`,
      [tenantId, conversationId, tx.now],
    )
    await step(tx, row, { type: 'handed_off', at: tx.now, reason: 'low_confidence', question: 'e aí?' })
  })
const personWrites = ({ tenantId, conversationId, memberId }: TestTenant, text: string) =>
  db.tenant(tenantId, async (tx) => {
    const row = (await lockConversation(tx, conversationId))!
    await step(tx, row, { type: 'human_wrote', at: tx.now, memberId })
    await tx.query(
      `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
       values ($1, gen_random_uuid(), $2, 'out', 'member', 'text', $3, 'sent', $4, $4)`,
      [tenantId, conversationId, text, tx.now],
    )
  })
const { messages } = DEFAULT_BOT_SETTINGS

describe('24 hours without anybody', () => {
  it('give the conversation back with the message of a company where somebody answered, and the mark in the memory', async () => {
    const tenant = await makeTenant(db, now)
    await handOver(tenant)
    later(1)
    await personWrites(tenant, 'Pode vir buscar às 15h.')
    later(23.9)
    await run()
    expect(await conversation(tenant)).toMatchObject({ state: 'human_replied' })
    later(0.2)
    await run()
    expect(await conversation(tenant)).toMatchObject({ state: 'ai_active', handedBackAt: now })
    expect(await sent(tenant)).toEqual([messages.returned])
    const memory = await db.tenant(tenant.tenantId, async (tx) =>
      memoryOf(tx, (await lockConversation(tx, tenant.conversationId))!),
    )
    expect(memory.map((entry) => entry.author)).toEqual(['contact', 'member', 'mark', 'ai'])
  })

  it('say sorry where nobody ever answered, once, however often the sweep runs', async () => {
    const tenant = await makeTenant(db, now)
    await handOver(tenant)
    later(24.1)
    await Promise.all([run(), run()])
    await run()
    expect(await conversation(tenant)).toMatchObject({ state: 'ai_active' })
    expect(await sent(tenant)).toEqual([messages.nobodyAnswered])
  })

  it('tell the second stretch from the first: an answer of last week is none of today', async () => {
    const tenant = await makeTenant(db, now)
    await handOver(tenant)
    await personWrites(tenant, 'Sim!')
    later(25)
    await run()
    later(24 * 7)
    await handOver(tenant)
    later(25)
    await run()
    expect(await sent(tenant)).toEqual([messages.returned, messages.nobodyAnswered])
  })

  it('end in silence for who never wrote to the company: family, suppliers, a whole broadcast', async () => {
    const tenant = await makeTenant(db, now)
    await personWrites(tenant, 'Mãe, compra leite')
    later(25)
    await run()
    expect(await conversation(tenant)).toMatchObject({ state: 'ai_active', handedBackAt: now })
    expect(await sent(tenant)).toEqual([])
  })

  it('end in silence for who wrote nothing since the last hand-back, and with words for who did', async () => {
    const tenant = await makeTenant(db, now)
    await handOver(tenant)
    await personWrites(tenant, 'Sim!')
    later(25)
    await run()
    later(48)
    await personWrites(tenant, 'Promoção: sonho em dobro')
    later(25)
    await run()
    expect(await sent(tenant)).toEqual([messages.returned])
    later(1)
    await handOver(tenant)
    await personWrites(tenant, 'Até sábado')
    later(25)
    await run()
    expect(await sent(tenant)).toEqual([messages.returned, messages.returned])
  })

  it('say nothing for a company that may not be answered for, and still end the stretch', async () => {
    const tenant = await makeTenant(db, now)
    await handOver(tenant)
    await db.tenant(tenant.tenantId, (tx) =>
      tx.query(`update subscription set state = 'cancelled' where tenant_id = $1`, [tx.tenantId]),
    )
    later(25)
    await run()
    expect(await conversation(tenant)).toMatchObject({ state: 'ai_active' })
    expect(await sent(tenant)).toEqual([])
  })

  it('are 24 hours on the nights that are longer or shorter, too', () => {
    const from = (iso: string) => ({
      state: 'human_replied' as const,
      waitingSince: null,
      lastHumanAt: new Date(iso),
    })
    // Lisbon lost an hour on 2026-03-29: noon to noon is 23 hours there.
    expect(isStale(from('2026-03-28T12:00:00Z'), new Date('2026-03-29T11:00:00Z'))).toBe(false)
    expect(isStale(from('2026-03-28T12:00:00Z'), new Date('2026-03-29T12:00:01Z'))).toBe(true)
    expect(isStale(from('2028-02-28T12:00:00Z'), new Date('2028-02-29T12:00:01Z'))).toBe(true)
    expect(isStale(from('2026-12-31T12:00:00Z'), new Date('2027-01-01T11:59:59Z'))).toBe(false)
  })

  it('count from what people did, not from what the customer wrote', () => {
    const lastHumanAt = new Date('2026-03-01T12:00:00Z')
    const waitingSince = new Date('2026-03-02T11:00:00Z')
    const now = new Date('2026-03-02T12:00:01Z')
    expect(isStale({ state: 'human_replied', waitingSince, lastHumanAt }, now)).toBe(true)
    expect(isStale({ state: 'awaiting_human', waitingSince, lastHumanAt }, now)).toBe(false)
    expect(isStale({ state: 'ai_active', waitingSince, lastHumanAt }, now)).toBe(false)
  })
})
