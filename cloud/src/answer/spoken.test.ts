import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { lockConversation } from '../conversations/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { isSated, readSpoken } from './spoken.repo.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const now = new Date('2026-12-01T15:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
let database: TestDatabase
let db: Database
let tenant: TestTenant
let revision = 0

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
  tenant = await makeTenant(db, ago(48 * HOUR))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function receipts(conversationId: string, said: Said[]): Promise<void> {
  await db.tenant(tenant.tenantId, async (tx) => {
    for (const { at, decision = 'reply', question = 'frete?', stopped = false } of said)
      await tx.query(
        `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, reply, trace_id, created_at, stopped)
         values ($1, $2, $3, $4, $5, $6, 'R$ 5', 't', $7, $8)`,
        [tx.tenantId, uuidv7(), conversationId, ++revision, decision, question, at, stopped],
      )
  })
}

type Said = { at: Date; decision?: string; question?: string; stopped?: boolean }
/** A conversation with these receipts, as it is read. */
async function spoken(said: Said[], handedBackAt: Date | null = null) {
  const { conversationId } = await makeConversation(db, tenant, ago(48 * HOUR))
  await receipts(conversationId, said)
  return db.tenant(tenant.tenantId, async (tx) => {
    await tx.query('update conversation set handed_back_at = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      conversationId,
      handedBackAt,
    ])
    return readSpoken(tx, (await lockConversation(tx, conversationId))!)
  })
}
const times = (count: number, at: Date): Said[] => Array.from({ length: count }, () => ({ at }))

describe('what the bot said to a person', () => {
  it('is counted by minute, hour and day; silence and handoffs are nothing said', async () => {
    const { counts } = await spoken([
      ...times(2, ago(30_000)),
      ...times(3, ago(30 * MINUTE)),
      ...times(4, ago(20 * HOUR)),
      ...times(5, ago(25 * HOUR)),
      { at: ago(1_000), decision: 'handoff' },
      { at: ago(1_000), decision: 'silence' },
      { at: ago(1_000), decision: 'smalltalk' },
      { at: ago(1_000), decision: 'clarify' },
    ])
    expect(counts).toEqual({ minute: 4, hour: 7, day: 11 })
  })

  it('begins anew where a person handed back', async () => {
    const { counts } = await spoken([...times(9, ago(50_000)), ...times(1, ago(10_000))], ago(20_000))
    expect(counts).toEqual({ minute: 1, hour: 1, day: 1 })
  })

  it('is counted where it was said before two threads became one', async () => {
    const kept = await makeConversation(db, tenant, ago(48 * HOUR))
    const left = await makeConversation(db, tenant, ago(48 * HOUR))
    await receipts(kept.conversationId, times(2, ago(30_000)))
    await receipts(left.conversationId, [...times(3, ago(20_000)), { at: ago(10_000), stopped: true }])
    const spoken = await db.tenant(tenant.tenantId, async (tx) => {
      await tx.query('update conversation set merged_into = $3 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        left.conversationId,
        kept.conversationId,
      ])
      return readSpoken(tx, (await lockConversation(tx, kept.conversationId))!)
    })
    expect(spoken.counts.minute).toBe(6)
    expect(spoken.recent).toHaveLength(6)
    expect(spoken.stoppedAt).toEqual(ago(10_000))
  })

  it('is read from the last hour, oldest first, no more of it than is looked at', async () => {
    const said = Array.from({ length: 30 }, (_, i) => ({ at: ago((40 - i) * MINUTE), question: `${i}?` }))
    const { recent } = await spoken([{ at: ago(2 * HOUR), question: 'old' }, ...said])
    expect(recent).toHaveLength(24)
    expect(recent.map(({ asked }) => asked)).toEqual(said.slice(6).map(({ question }) => question))
    expect(recent[0]).toEqual({ asked: '6?', said: 'R$ 5' })
    const [long] = (await spoken([{ at: ago(MINUTE), question: 'x'.repeat(60_000) }])).recent
    expect(long!.asked).toHaveLength(500)
  })

  it('is looked up by an index, however much was said', async () => {
    const said = (await spoken(times(300, ago(HOUR / 2)))).counts
    expect(said.day).toBe(300)
  })
})

describe('enough is enough', () => {
  const most = DEFAULT_BOT_SETTINGS.answersPerContact
  const nobody = { lastHumanAt: null, handedBackAt: null }
  it.each([
    ['minute', { minute: most.minute, hour: 0, day: 0 }],
    ['hour', { minute: 0, hour: most.hour, day: 0 }],
    ['day', { minute: 0, hour: 0, day: most.day }],
  ])('of a %s', (_span, counts) => {
    expect(isSated({ counts, stoppedAt: null }, most, nobody)).toBe(true)
    const fewer = Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, Math.max(0, n - 1)]))
    expect(isSated({ counts: fewer as typeof counts, stoppedAt: null }, most, nobody)).toBe(false)
  })

  it('until a person looks: what the clock gives back after a day is not looked at', () => {
    const counts = { minute: 0, hour: 0, day: 0 }
    const stoppedAt = ago(30 * HOUR)
    const sated = (conversation: Parameters<typeof isSated>[2]) =>
      isSated({ counts, stoppedAt }, most, conversation)
    expect(sated(nobody)).toBe(true)
    expect(sated({ lastHumanAt: ago(31 * HOUR), handedBackAt: ago(31 * HOUR) })).toBe(true)
    expect(sated({ lastHumanAt: null, handedBackAt: ago(6 * HOUR) }), 'the clock').toBe(true)
    expect(sated({ lastHumanAt: null, handedBackAt: ago(29 * HOUR) }), 'a person').toBe(false)
    expect(sated({ lastHumanAt: ago(29 * HOUR), handedBackAt: ago(5 * HOUR) })).toBe(false)
  })
})
