import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { DecideInput } from './decide.ts'
import { plainOutcome } from './outcome.ts'
import { createSuggester } from './suggest.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
let asked: DecideInput[]
let minute = 0

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
})
beforeEach(async () => {
  tenant = await makeTenant(db)
  asked = []
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const say = (author: 'contact' | 'member', text: string, kind = 'text') =>
  db.tenant(tenant.tenantId, (tx) =>
    tx.query(
      `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'sent', $8, $8)`,
      [
        tx.tenantId,
        uuidv7(),
        tenant.conversationId,
        author === 'contact' ? 'in' : 'out',
        author,
        kind,
        text,
        new Date(Date.UTC(2026, 10, 2, 12, ++minute)),
      ],
    ),
  )

const suggest = (outcome = plainOutcome({ decision: 'reply', text: 'Das 7h às 13h.', confidence: 0.4 })) =>
  createSuggester({
    db,
    judge: async (_tenantId, input) => {
      asked.push(input)
      return outcome
    },
  })(tenant.tenantId, tenant.conversationId)

it('asks the open question with what came before it, and leaves notes out', async () => {
  await say('contact', 'tem bolo?')
  await say('member', 'tem sim')
  await say('member', 'cliente chato, não dar desconto', 'note')
  await say('contact', 'e abre no domingo?')
  expect(await suggest()).toMatchObject({
    text: 'Das 7h às 13h.',
    question: 'e abre no domingo?',
    confidence: 0.4,
  })
  expect(asked[0]?.bubbles.map(({ text }) => text)).toEqual(['e abre no domingo?'])
  expect(asked[0]?.memory.map(({ text }) => text)).toEqual(['tem bolo?', 'tem sim'])
})

it('gives a reason instead of words when the AI would call a person too', async () => {
  await say('contact', 'quero falar com gente')
  const given = await suggest(plainOutcome({ decision: 'handoff', reason: 'customer_asked' }))
  expect(given).toEqual({
    question: 'quero falar com gente',
    reason: 'customer_asked',
    confidence: 0,
    chunks: [],
  })
})

it('asks no model when nothing is open, nor when nobody pays', async () => {
  await expect(suggest()).rejects.toMatchObject({ code: 'suggestion.nothing_asked' })
  await say('contact', 'oi?')
  await db.tenant(tenant.tenantId, (tx) =>
    tx.query(`update subscription set state = 'suspended' where tenant_id = $1`, [tx.tenantId]),
  )
  await expect(suggest()).rejects.toMatchObject({ code: 'suggestion.not_entitled' })
  expect(asked).toEqual([])
})

it('stores and sends nothing', async () => {
  await say('contact', 'que horas abre?')
  await suggest()
  const left = await db.tenant(tenant.tenantId, (tx) =>
    tx.query('select from outbound where tenant_id = $1 union all select from receipt where tenant_id = $1', [
      tx.tenantId,
    ]),
  )
  expect(left).toEqual([])
})
