import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { retainTask } from '../retention/index.ts'
import { countDaysTask } from './count-days.task.ts'
import { countDays } from './figures.repo.ts'
import { readInsights } from './insights.ts'

let database: TestDatabase
let db: Database
let now = new Date('2026-11-24T15:00:00Z')
const SAO_PAULO = 'America/Sao_Paulo'

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

type Said = { author: string; at: string; kind?: string; receipt?: string; revision?: number }

/** A conversation of its own whose rows are written as they would have come to be. */
async function conversation(tenant: TestTenant) {
  const { conversationId } = await makeConversation(db, tenant)
  const write = <T>(work: (tx: TenantTx) => Promise<T>) => db.tenant(tenant.tenantId, work)
  let turn = 0
  const said = ({ author, at, kind = 'text', receipt, revision }: Said) =>
    write((tx) =>
      tx.query(
        `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at, receipt_id, turn_revision)
         values ($1, $2, $3, $4, $5, $6, 'oi', 'sent', $7, $7, $8, $9)`,
        [
          tx.tenantId,
          uuidv7(),
          conversationId,
          author === 'contact' ? 'in' : 'out',
          author,
          kind,
          at,
          receipt,
          revision,
        ],
      ),
    )
  /** A customer's question and what became of it; a bot's words follow after `botMs`. */
  const asked = async (at: string, decision: string, more: { reason?: string; botMs?: number } = {}) => {
    turn += 1
    const [receipt, revision, answered] = [uuidv7(), turn, new Date(Date.parse(at) + (more.botMs ?? 1000))]
    await said({ author: 'contact', at, revision })
    await write((tx) =>
      tx.query(
        `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, reason, question, trace_id, created_at,
           input_tokens, output_tokens, cost_usd_micro) values ($1, $2, $3, $4, $5, $6, '?', 't', $7, 100, 10, 7)`,
        [tx.tenantId, receipt, conversationId, revision, decision, more.reason, answered],
      ),
    )
    if (decision !== 'silence') await said({ author: 'ai', at: answered.toISOString(), receipt })
  }
  return { said, asked }
}

const counted = (tenant: TestTenant, from: string, to: string) =>
  db.tenant(tenant.tenantId, (tx) => countDays(tx, from, to, SAO_PAULO))

it('counts a day of the company’s own clock, each thing once', async () => {
  const tenant = await makeTenant(db)
  const one = await conversation(tenant)
  // 21:00 to 23:59 in São Paulo is the next day in London.
  await one.asked('2026-11-10T03:00:00Z', 'reply', { botMs: 400 })
  await one.asked('2026-11-11T02:59:59Z', 'clarify', { botMs: 500 })
  await one.asked('2026-11-11T03:00:00Z', 'silence')
  const other = await conversation(tenant)
  await other.asked('2026-11-10T12:00:00Z', 'handoff', { reason: 'low_confidence' })
  await other.said({ author: 'member', at: '2026-11-10T12:00:30Z', kind: 'note' })
  await other.said({ author: 'member', at: '2026-11-10T12:01:01Z' })
  await other.said({ author: 'phone', at: '2026-11-10T12:05:00Z' })
  const [tenth, eleventh, ...more] = await counted(tenant, '2026-11-09', '2026-11-12')
  expect(more).toEqual([])
  expect(tenth).toMatchObject({
    day: '2026-11-10',
    received: 3,
    questions: 3,
    answeredByAi: 1,
    handoffs: 1,
    sentByPeople: 2,
    durable: 1,
    reasons: { low_confidence: 1 },
    inputTokens: 300,
    outputTokens: 30,
    costUsdMicro: 21,
  })
  const all = (times: Record<string, number>) => Object.values(times).reduce((sum, count) => sum + count, 0)
  // The note is no answer: the person came after a minute, bucket 36 of 100 ms × 1.2ⁿ.
  expect(tenth!.humanTimes).toEqual({ 36: 1 })
  expect(all(tenth!.botTimes)).toBe(2)
  expect(eleventh).toMatchObject({ day: '2026-11-11', received: 1, questions: 0, answeredByAi: 0 })
})

it('holds an answer for durable only if no person was needed in the seven days after it', async () => {
  const tenant = await makeTenant(db)
  const seven = await conversation(tenant)
  await seven.asked('2026-11-03T12:00:00Z', 'reply')
  await seven.said({ author: 'member', at: '2026-11-10T12:00:02Z' })
  const written = await conversation(tenant)
  await written.asked('2026-11-03T12:00:00Z', 'reply')
  await written.said({ author: 'phone', at: '2026-11-10T12:00:00Z' })
  const called = await conversation(tenant)
  await called.asked('2026-11-03T12:00:00Z', 'reply')
  await called.asked('2026-11-04T12:00:00Z', 'handoff', { reason: 'customer_asked' })
  const noted = await conversation(tenant)
  await noted.asked('2026-11-03T12:00:00Z', 'reply')
  await noted.said({ author: 'member', at: '2026-11-03T12:10:00Z', kind: 'note' })
  const [third] = await counted(tenant, '2026-11-03', '2026-11-03')
  expect(third).toMatchObject({ answeredByAi: 4, durable: 2 })
})

it('shows the same after the messages are gone, and never what a neighbour did', async () => {
  const [tenant, neighbour] = [await makeTenant(db), await makeTenant(db)]
  const one = await conversation(tenant)
  await one.asked('2026-11-01T12:00:00Z', 'reply')
  await one.asked('2026-11-20T12:00:00Z', 'handoff', { reason: 'low_confidence' })
  await (await conversation(neighbour)).asked('2026-11-01T12:00:00Z', 'reply')
  const read = () =>
    db.tenant(tenant.tenantId, (tx) => readInsights(tx, { from: '2026-10-27', to: '2026-11-24' }))
  const before = await read()
  expect(before.totals).toMatchObject({ received: 2, questions: 2, answeredByAi: 1, handoffs: 1 })
  const failures: unknown[] = []
  const count = countDaysTask({ db, onError: (error) => failures.push(error) })
  await count()
  await count()
  expect(await read()).toEqual(before)
  now = new Date('2027-01-05T15:00:00Z')
  const vectors = { drop: async () => undefined }
  await retainTask({ db, now: () => now, vectors })({ tenantId: tenant.tenantId })
  expect(await counted(tenant, '2026-10-27', '2026-11-24')).toEqual([])
  await count()
  expect(failures).toEqual([])
  const { totals, days } = await read()
  expect(totals).toEqual(before.totals)
  expect(days.find(({ day }) => day === '2026-11-01')).toMatchObject({ answeredByAi: 1, durable: 1 })
})
