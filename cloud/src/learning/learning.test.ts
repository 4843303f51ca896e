import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { lockConversation, queueMessage, step } from '../conversations/index.ts'
import { keepDays, readInsights } from '../insights/insights.ts'
import { ExactVectorStore } from '../knowledge/adapters/exact.vector-store.ts'
import { listRevisions } from '../knowledge/history.repo.ts'
import {
  createPublisher,
  createSearch,
  createVectorLoader,
  IndexCache,
  publishedRevision,
  readKnowledge,
} from '../knowledge/index.ts'
import {
  type CompletionRequest,
  type Models,
  ModelUnavailable,
  recordSpend,
  spentThisMonth,
} from '../models/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { rehearseTask } from '../rehearsal/index.ts'
import { endRehearsal, listItems, openRehearsal, readRehearsal } from '../rehearsal/rehearsal.repo.ts'
import { answerSame } from './answer-same.ts'
import { createProposals } from './proposals.ts'
import { listSame, readAnswered } from './same-question.repo.ts'

const BASE =
  'HORÁRIOS\nSegunda a sexta: 8h às 18h\n\nPREÇOS\nPão de queijo: R$ 4,50\nBolo de cenoura: R$ 32,00\n'
let database: TestDatabase
let db: Database
let [one, two] = [{} as TestTenant, {} as TestTenant]
let now = new Date('2026-03-10T15:00:00Z')

/** A model that quotes the first chunk's row that shares most words with the question. */
const models: Models = {
  embed: async (texts) => ({
    vectors: texts.map(() => Float32Array.of(1, 0)),
    embedder: 'test@2',
    tokens: 0,
  }),
  transcribe: async () => ({ text: '', ms: 0 }),
  look: () => Promise.reject(new ModelUnavailable('refused', 'test')),
  async complete<T>(request: CompletionRequest<T>) {
    // No judge: the words decide alone.
    if (request.schemaName !== 'answer') throw new ModelUnavailable('refused', 'test')
    const { question = '', chunks = [] } = JSON.parse(request.user) as {
      question?: string
      chunks?: { id: string; text: string }[]
    }
    const words = question.toLowerCase().match(/\p{L}{4,}/gu) ?? []
    const rows = chunks.flatMap(({ id, text }) => text.split('\n').map((row) => ({ id, row })))
    const score = (row: string) => words.filter((word) => row.toLowerCase().includes(word)).length
    const best = rows.sort((a, b) => score(b.row) - score(a.row))[0]
    const value = request.schema.parse({
      decision: 'answer',
      reason: null,
      reply: best?.row ?? '',
      citations: best ? [best.id] : [],
    })
    return { value, model: 'test', tokens: { input: 1, output: 1 }, ms: 1 }
  },
}

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
  one = await makeTenant(db, now)
  two = await makeTenant(db, now)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

function knowledgeRoom(proposalsOn: Database = db) {
  const vectors = new ExactVectorStore(createVectorLoader(db))
  const publisher = createPublisher({ db, models, vectors })
  const search = createSearch({ db, models, vectors, cache: new IndexCache(10) })
  return { publisher, proposals: createProposals({ db: proposalsOn, publisher, search }) }
}

/** A conversation that waits with a question. */
async function waiting(tenant: TestTenant, question: string) {
  const made = await makeConversation(db, tenant, now)
  await db.tenant(tenant.tenantId, async (tx) => {
    const conversation = (await lockConversation(tx, made.conversationId))!
    await step(tx, conversation, { type: 'handed_off', at: tx.now, reason: 'low_confidence', question })
  })
  return made.conversationId
}

async function answeredBy(tenant: TestTenant, conversationId: string, text: string) {
  return db.tenant(tenant.tenantId, async (tx) => {
    const conversation = (await lockConversation(tx, conversationId))!
    await step(tx, conversation, { type: 'human_wrote', at: tx.now, memberId: tenant.memberId })
    const sent = await queueMessage(tx, conversation, {
      author: 'member',
      memberId: tenant.memberId,
      clientId: randomUUID(),
      text,
      epoch: null,
      traceId: 't',
    })
    return sent.messageId
  })
}

describe('the version history', () => {
  test('publishing at once gives every text a number, and the newest is what is searched', async () => {
    const { publisher } = knowledgeRoom()
    await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        publisher.publish(one.tenantId, `${BASE}Versão ${i}`, one.memberId),
      ),
    )
    const { items } = await db.tenant(one.tenantId, (tx) => listRevisions(tx, { limit: 4 }))
    expect(items.map(({ number }) => number)).toEqual([6, 5, 4, 3])
    expect(items.filter(({ current }) => current).map(({ number }) => number)).toEqual([6])
    const page = await db.tenant(one.tenantId, (tx) => listRevisions(tx, { limit: 4, cursor: '3' }))
    expect(page.items.map(({ number }) => number)).toEqual([2, 1])
    expect((await db.tenant(two.tenantId, (tx) => listRevisions(tx, { limit: 4 }))).items).toEqual([])
  })
  test('an old text comes back as a new revision', async () => {
    const { publisher } = knowledgeRoom()
    const { items } = await db.tenant(one.tenantId, (tx) => listRevisions(tx, { limit: 10 }))
    const first = items.at(-1)!
    expect(await publisher.restore(one.tenantId, first.id, one.memberId)).toEqual({
      revision: 7,
      status: 'ready',
    })
    const after = await db.tenant(one.tenantId, (tx) => listRevisions(tx, { limit: 1 }))
    expect(after.items[0]).toMatchObject({ number: 7, current: true, origin: 'restore', restoredFrom: 1 })
    await expect(publisher.restore(two.tenantId, first.id, two.memberId)).rejects.toMatchObject({
      code: 'knowledge.no_revision',
    })
  })
})

describe('one answer frees the queue', () => {
  test('those who ask the same are offered, answered once each, and nobody else', async () => {
    const asked = await waiting(one, 'Vocês entregam no bairro Santa Efigênia?')
    const same = await waiting(one, 'vcs fazem entrega em santa efigenia')
    const other = await waiting(one, 'Qual o preço do bolo de morango?')
    await waiting(two, 'Vocês entregam no bairro Santa Efigênia?')
    const messageId = await answeredBy(one, asked, 'Entregamos sim em Santa Efigênia, com frete de R$ 8,00.')
    const answered = (await db.tenant(one.tenantId, (tx) => readAnswered(tx, asked)))!
    expect(answered.messageId).toBe(messageId)
    const offered = await db.tenant(one.tenantId, (tx) => listSame(tx, answered, { limit: 10 }))
    expect(offered.items.map(({ conversationId }) => conversationId)).toEqual([same])
    const repeat = { answered, clientId: 'click-0001', memberId: one.memberId, traceId: 't' }
    const send = async (id: string) =>
      (await db.tenant(one.tenantId, (tx) => answerSame(tx, id, repeat))).item
    const twice = await Promise.all([send(same), send(same)])
    expect(twice.map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
    expect(twice[0]!.messageId).toBe(twice[1]!.messageId)
    expect((await send(other)).outcome).toBe('moved_on')
    expect((await send(randomUUID())).outcome).toBe('gone')
    const out = await db.tenant(one.tenantId, (tx) =>
      tx.query('select 1 from outbound where tenant_id = $1 and conversation_id = $2', [one.tenantId, same]),
    )
    expect(out).toHaveLength(1)
  })
})

describe('proposals', () => {
  test('a contradiction is shown, two owners make one revision, another tenant sees nothing', async () => {
    const { publisher, proposals } = knowledgeRoom()
    await publisher.publish(one.tenantId, BASE, one.memberId)
    const conversationId = await waiting(one, 'Quanto custa o pão de queijo?')
    const pair = {
      conversationId,
      question: 'Quanto custa o pão de queijo?',
      answer: 'O pão de queijo está R$ 5,00.',
      memberId: one.memberId,
    }
    const proposal = await proposals.propose(one.tenantId, pair)
    expect(proposal.contradictions).toMatchObject([{ kind: 'price', text: 'Pão de queijo: R$ 4,50' }])
    expect((await proposals.propose(one.tenantId, pair)).id).toBe(proposal.id)
    await expect(proposals.approve(two.tenantId, proposal.id, two.memberId)).rejects.toMatchObject({
      code: 'proposal.not_found',
    })
    const [first, second] = await Promise.all([
      proposals.approve(one.tenantId, proposal.id, one.memberId),
      proposals.approve(one.tenantId, proposal.id, one.memberId, 'Outro texto'),
    ])
    expect(first.revision).toBe(second.revision)
    const { text } = await db.tenant(one.tenantId, readKnowledge)
    expect(text.startsWith(BASE.trimEnd())).toBe(true)
    expect(text.match(/Resposta: O pão de queijo está R\$ 5,00\.|Outro texto/g)).toHaveLength(1)
    await expect(proposals.reject(one.tenantId, proposal.id, one.memberId)).rejects.toMatchObject({
      code: 'proposal.decided',
    })
  })
  test('a stalling word is not proposed, an answer is, by itself and once', async () => {
    const { proposals } = knowledgeRoom()
    const id = await waiting(one, 'Vocês têm estacionamento?')
    const stall = await answeredBy(one, id, 'Só um momento, vou verificar')
    await proposals.learn(one.tenantId, id, stall)
    now = new Date(now.getTime() + 1000)
    const real = await answeredBy(one, id, 'Temos seis vagas gratuitas na frente da loja.')
    await proposals.learn(one.tenantId, id, real)
    await proposals.learn(one.tenantId, id, real)
    const rows = await db.tenant(one.tenantId, (tx) =>
      tx.query('select answer from proposal where tenant_id = $1 and conversation_id = $2', [
        one.tenantId,
        id,
      ]),
    )
    expect(rows).toEqual([{ answer: 'Temos seis vagas gratuitas na frente da loja.' }])
  })
})

describe('learning from an answer', () => {
  /** A database whose next statement about a question fails, as one does that was chosen to end a deadlock. */
  function failingOnce(): Database {
    let fails = true
    return {
      ...db,
      tenant: (id, work) =>
        db.tenant(id, (tx) =>
          work({
            ...tx,
            query: (sql, values) => {
              if (!fails || !sql.includes('handoff_question')) return tx.query(sql, values)
              fails = false
              return tx.query('select 1 / $1::int', [0])
            },
          }),
        ),
    }
  }
  const proposed = (conversationId: string) =>
    db.tenant(one.tenantId, (tx) =>
      tx.query('select answer from proposal where tenant_id = $1 and conversation_id = $2', [
        one.tenantId,
        conversationId,
      ]),
    )
  test('fails with its reading, so that the queue tries again and no lesson is dropped', async () => {
    const { proposals } = knowledgeRoom(failingOnce())
    const id = await waiting(one, 'Vocês fazem bolo sem lactose?')
    const answer = await answeredBy(
      one,
      id,
      'Fazemos bolo sem lactose sob encomenda, com dois dias de antecedência.',
    )
    const learn = () => proposals.learn(one.tenantId, id, answer)
    await expect(learn()).rejects.toMatchObject({ code: '22012' })
    expect(await proposed(id)).toEqual([])
    await learn()
    expect(await proposed(id)).toHaveLength(1)
  })
  test('has nothing to say of an answer that is not there any more', async () => {
    const { proposals } = knowledgeRoom()
    const id = await waiting(one, 'Vocês têm wi-fi?')
    await proposals.learn(one.tenantId, id, randomUUID())
    await proposals.learn(one.tenantId, randomUUID(), randomUUID())
    expect(await proposed(id)).toEqual([])
  })
})

describe('Ensaio', () => {
  async function rehearse(text: string, meanwhile?: (id: string) => Promise<void>) {
    const id = await db.tenant(one.tenantId, async (tx) => {
      const { revisionId, number } = await publishedRevision(tx)
      return openRehearsal(tx, { text, memberId: one.memberId, against: { id: revisionId, number } })
    })
    await meanwhile?.(id)
    await rehearseTask({ db, models, clock: { now: () => now }, ceilingUsdMicro: 1e9 })({
      tenantId: one.tenantId,
      rehearsalId: id,
    })
    return id
  }
  test('tells what breaks, changes and appears; twice the job is once; a publication meanwhile is said', async () => {
    const { publisher } = knowledgeRoom()
    await publisher.publish(one.tenantId, BASE, one.memberId)
    const id = await rehearse(BASE.replace('Pão de queijo: R$ 4,50\n', '').replace('32,00', '35,00'))
    const done = await db.tenant(one.tenantId, (tx) => readRehearsal(tx, id))
    expect(done).toMatchObject({ status: 'done', source: 'knowledge', upToDate: true, draftChanged: false })
    expect(done.done).toBe(done.total)
    const { items } = await db.tenant(one.tenantId, (tx) => listItems(tx, id, { limit: 50 }))
    const verdict = (word: string) => items.find(({ question }) => question.includes(word))?.verdict
    expect(verdict('Pão de queijo')).toBe('broken')
    expect(verdict('Bolo de cenoura')).toBe('changed')
    expect(verdict('Segunda')).toBe('unchanged')
    await rehearseTask({ db, models, clock: { now: () => now }, ceilingUsdMicro: 1e9 })({
      tenantId: one.tenantId,
      rehearsalId: id,
    })
    expect(await db.tenant(one.tenantId, (tx) => readRehearsal(tx, id))).toEqual(done)
    await publisher.publish(one.tenantId, `${BASE}Fim.`, one.memberId)
    expect((await db.tenant(one.tenantId, (tx) => readRehearsal(tx, id))).upToDate).toBe(false)
    await expect(db.tenant(two.tenantId, (tx) => readRehearsal(tx, id))).rejects.toMatchObject({
      code: 'rehearsal.not_found',
    })
  })
  describe('what one costs', () => {
    const spent = () => db.tenant(one.tenantId, spentThisMonth)
    /** The same models, dearer; what is over is told as by the vendor. */
    const dear = (away: boolean): Models => ({
      ...models,
      complete: (request) => {
        request.budget.onCost?.(100)
        return away ? Promise.reject(new ModelUnavailable('timeout', 'test')) : models.complete(request)
      },
    })
    async function rehearsed(away: boolean, ceilingUsdMicro: number) {
      const long = Array.from({ length: 30 }, (_, i) => `Torta número ${i}: R$ ${i + 10},00`).join('\n')
      const id = await db.tenant(one.tenantId, async (tx) => {
        const { revisionId, number } = await publishedRevision(tx)
        return openRehearsal(tx, {
          text: `${BASE}\nTORTAS\n${long}\n`,
          memberId: one.memberId,
          against: { id: revisionId, number },
        })
      })
      const clock = { now: () => now }
      const task = rehearseTask({ db, models: dear(away), clock, ceilingUsdMicro })
      await task({ tenantId: one.tenantId, rehearsalId: id })
      return db.tenant(one.tenantId, (tx) => readRehearsal(tx, id))
    }
    test('is counted when it fails too', async () => {
      const before = await spent()
      expect(await rehearsed(true, 1e9)).toMatchObject({ status: 'failed', failure: 'model_unavailable' })
      expect(await spent()).toBeGreaterThan(before)
    })
    test('ends it when the ceiling is reached on the way', async () => {
      const ended = await rehearsed(false, (await spent()) + 1)
      expect(ended).toMatchObject({ status: 'failed', failure: 'quota' })
      expect(ended.done).toBeGreaterThan(0)
      expect(ended.done).toBeLessThan(ended.total)
    })
    test('is counted of a search for a proposal, by whoever makes it', async () => {
      await db.tenant(one.tenantId, (tx) => recordSpend(tx, 1))
      const before = await spent()
      const vectors = new ExactVectorStore(createVectorLoader(db))
      const search = createSearch({ db, models: dear(true), vectors, cache: new IndexCache(10) })
      await search(one.tenantId, 'Quanto custa o bolo de cenoura?', { k: 5 })
      expect(await spent()).toBe(before + 100)
      const told: number[] = []
      await search(one.tenantId, 'Quanto custa o bolo?', { k: 5, onCost: (usdMicro) => told.push(usdMicro) })
      expect(told).toEqual([100])
      expect(await spent()).toBe(before + 100)
    })
  })
  test('a cancelled one does nothing more', async () => {
    const id = await rehearse(BASE, (one_) =>
      db.tenant(one.tenantId, (tx) => endRehearsal(tx, one_, 'cancelled')),
    )
    expect(await db.tenant(one.tenantId, (tx) => readRehearsal(tx, id))).toMatchObject({
      status: 'cancelled',
      done: 0,
    })
  })
})

describe('results', () => {
  test('are counted by the tenant’s day, and stay after the rows are gone', async () => {
    now = new Date('2026-03-20T15:00:00Z')
    await db.tenant(two.tenantId, async (tx) => {
      const receipt = (turn: number, decision: string, at: string, reason: string | null) =>
        tx.query(
          `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, reason, question, chunks, input_tokens, output_tokens, cost_usd_micro, timings, trace_id, created_at)
           values ($1, $2, $3, $4, $5, $6, 'canário', '[]', 100, 10, 500, '{}', 't', $7)`,
          [two.tenantId, randomUUID(), two.conversationId, turn, decision, reason, at],
        )
      // 22:30 in São Paulo on the 4th is the 5th in UTC.
      await receipt(1, 'reply', '2026-03-05T01:30:00Z', null)
      await receipt(2, 'reply', '2026-03-06T15:00:00Z', null)
      await receipt(3, 'handoff', '2026-03-07T15:00:00Z', 'low_confidence')
    })
    const read = () =>
      db.tenant(two.tenantId, (tx) => readInsights(tx, { from: '2026-03-01', to: '2026-03-08' }))
    const live = await read()
    expect(live.days.find(({ day }) => day === '2026-03-04')).toMatchObject({ answeredByAi: 1, durable: 0 })
    expect(live).toMatchObject({
      answeredShare: 2 / 3,
      handoffReasons: [{ reason: 'low_confidence', count: 1 }],
      totals: { inputTokens: 300, costUsdMicro: 1500 },
    })
    await db.tenant(two.tenantId, keepDays)
    now = new Date('2026-06-20T15:00:00Z')
    const later = await read()
    expect(later.totals).toEqual(live.totals)
    expect(later.durable).toEqual({ judged: 2, held: 0, share: 0 })
  })
})
