import type { TryAnswer } from '@plantao/shared/conversations'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import type { MemoryEntry } from '../conversations/index.ts'
import { ModelUnavailable, recordSpend, spentThisMonth } from '../models/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { createDecider } from './decider.ts'
import { readPastTurns } from './past-turns.repo.ts'
import { insertReceipt, type NewReceipt } from './receipt.repo.ts'
import { changeOf, replayReceipt } from './replay.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
let now = new Date('2026-11-23T12:00:00Z')
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
  tenant = await makeTenant(db, now)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const today: TryAnswer = { decision: 'answer', reply: 'Das 6h30 às 13h.', confidence: 0.8, chunks: [] }

async function receive(minutes: number, text: string, revision: number) {
  await say(minutes, 'contact', text, revision)
}

async function say(minutes: number, author: string, text: string, revision: number | null = null) {
  const at = new Date(now.getTime() + minutes * 60_000)
  await db.tenant(tenant.tenantId, (tx) =>
    tx.query(
      `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, turn_revision, created_at)
       values ($1, $2, $3, $4, $5, 'text', $6, 'delivered', $7, $8, $7)`,
      [
        tenant.tenantId,
        uuidv7(at.getTime()),
        tenant.conversationId,
        author === 'contact' ? 'in' : 'out',
        author,
        text,
        at,
        revision,
      ],
    ),
  )
}

async function react(minutes: number, turnRevision: number, part: Partial<NewReceipt>): Promise<string> {
  const start = now
  now = new Date(start.getTime() + minutes * 60_000)
  const id = await db.tenant(tenant.tenantId, (tx) =>
    insertReceipt(tx, {
      conversationId: tenant.conversationId,
      turnRevision,
      decision: 'reply',
      reason: null,
      question: 'e no domingo?',
      reply: 'x',
      confidence: 0.9,
      threshold: 0.5,
      chunks: [],
      model: null,
      tokens: null,
      costUsdMicro: 0,
      timings: {},
      traceId: 't',
      ...part,
    }),
  )
  now = start
  return id!
}

describe('replaying a receipt', () => {
  it('asks again with what was said before, and not with the bubbles of the turn or what came later', async () => {
    await receive(0, 'que horas abre no sábado?', 1)
    await say(1, 'ai', 'Das 6h às 20h.')
    await receive(2, 'e no domingo?', 2)
    const id = await react(3, 2, { decision: 'handoff', reason: 'low_confidence', confidence: 0.3 })
    await say(10, 'member', 'No domingo das 6h30 às 13h')
    let asked: MemoryEntry[] = []
    const replay = await replayReceipt(
      {
        db,
        tryAnswer: async (_tenant, _question, memory) => {
          asked = memory
          return today
        },
      },
      tenant.tenantId,
      id,
    )
    expect(asked.map(({ text }) => text)).toEqual(['que horas abre no sábado?', 'Das 6h às 20h.'])
    expect(replay).toMatchObject({
      change: 'answers',
      revision: 0,
      sourcesKept: true,
      question: 'e no domingo?',
    })
  })

  it('says so when there is no such receipt here', async () => {
    const other = await makeTenant(db, now)
    const mine = await react(4, 3, {})
    const asking = replayReceipt({ db, tryAnswer: async () => today }, other.tenantId, mine)
    await expect(asking).rejects.toMatchObject({ code: 'receipt.not_found' })
  })

  it.each([
    [{ decision: 'reply', reply: 'Olá!\n\nDas 6h30 às 13h.' }, {}, 'none'],
    [{ decision: 'reply', reply: 'Das 7h às 13h.' }, {}, 'answer'],
    [{ decision: 'reply', reply: 'x' }, { decision: 'handoff', reason: 'low_confidence' }, 'stops'],
    [{ decision: 'handoff', reason: 'low_confidence' }, {}, 'answers'],
    [
      { decision: 'handoff', reason: 'low_confidence' },
      { decision: 'handoff', reason: 'ungrounded' },
      'reason',
    ],
    [{ decision: 'smalltalk' }, {}, 'talk'],
  ] as const)('compares %j with %j: %s', (then, part, change) => {
    expect(changeOf(then, { ...today, ...part } as TryAnswer)).toBe(change)
  })
})

describe('past turns', () => {
  it('come with the next word of a person and the next reaction', async () => {
    const { turns } = await db.tenant(tenant.tenantId, readPastTurns)
    const handoff = turns.find(({ decision }) => decision === 'handoff')
    expect(handoff).toMatchObject({
      humanText: 'No domingo das 6h30 às 13h',
      confidence: expect.closeTo(0.3),
      nextDecision: 'reply',
    })
  })
})

describe('the monthly ceiling', () => {
  it('adds up by calendar month and hands over when it is reached, without asking a model', async () => {
    const { tenantId } = await makeTenant(db, now)
    await db.tenant(tenantId, (tx) => recordSpend(tx, 600))
    await db.tenant(tenantId, (tx) => recordSpend(tx, 500))
    expect(await db.tenant(tenantId, spentThisMonth)).toBe(1100)
    const fails = () => Promise.reject(new Error('a model was asked'))
    const decider = (ceilingUsdMicro: number) =>
      createDecider({
        db,
        clock: { now: () => now },
        models: { complete: fails, embed: fails, transcribe: fails, look: fails },
        search: async (_tenant, _question, { onCost }) => {
          onCost?.(70)
          return { chunks: [], confidence: 0 }
        },
        ceilingUsdMicro,
      })
    const question = 'quanto custa o pão?'
    expect(await decider(1100).tryAnswer(tenantId, question)).toMatchObject({
      decision: 'handoff',
      reason: 'quota',
    })
    expect(await decider(1100).tryAnswer(tenantId, 'bom dia')).toMatchObject({ decision: 'smalltalk' })
    expect(await decider(1101).tryAnswer(tenantId, question)).toMatchObject({ reason: 'low_confidence' })
    expect(await db.tenant(tenantId, spentThisMonth)).toBe(1170)
    let late: (() => void) | undefined
    const failing = createDecider({
      db,
      clock: { now: () => now },
      models: { complete: fails, embed: fails, transcribe: fails, look: fails },
      search: async (_tenant, _question, { onCost }) => {
        onCost?.(5)
        // Nobody waits for it any more when it tells what it cost.
        const before = late
        late = () => {
          before?.()
          onCost?.(2)
        }
        throw new ModelUnavailable('timeout', 'late')
      },
      ceilingUsdMicro: 2000,
    })
    expect(await failing.tryAnswer(tenantId, question)).toMatchObject({ reason: 'model_unavailable' })
    late?.()
    // Asked twice: what failed is asked once more.
    await expect.poll(() => db.tenant(tenantId, spentThisMonth)).toBe(1170 + 2 * 5 + 2 * 2)
    const before = now
    now = new Date('2026-12-01T00:00:00Z')
    expect(await db.tenant(tenantId, spentThisMonth)).toBe(0)
    now = before
  })
})
