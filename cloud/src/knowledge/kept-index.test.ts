import { afterAll, beforeAll, expect, it } from 'vitest'
import { embed } from '../../../infra/sandbox/src/openai/embed.ts'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import type { Models } from '../models/index.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { ExactVectorStore } from './adapters/exact.vector-store.ts'
import {
  createPublisher,
  createSearch,
  createVectorLoader,
  IndexCache,
  type SearchableIndex,
} from './index.ts'

const TEXT = `HORÁRIOS
Abrimos de segunda a sábado das 8h às 18h. Domingo não abrimos.

PREÇOS
O corte custa R$ 50,00 e a barba R$ 35,00.

ENTREGA
A entrega no bairro custa R$ 8,00 e leva 40 minutos.`

let database: TestDatabase
let db: Database
let tenantId: string
/** Reads of chunks: what building an index takes, and of their vectors. */
let built = 0
let gathered = 0

const models = {
  embed: async (texts: string[]) => ({
    vectors: embed(texts).map((vector) => Float32Array.from(vector)),
    embedder: 'sandbox-embedding-1@384',
    tokens: 0,
  }),
  complete: async () => ({
    value: { answers: true, probability: 0.9 },
    model: 'none',
    tokens: { input: 0, output: 0 },
    ms: 0,
  }),
} as unknown as Models

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
  ;({ tenantId } = await makeTenant(db))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** A process that has just started: nothing in memory. */
function freshSearch() {
  const counted: Database = {
    ...db,
    tenant: (id, work) =>
      db.tenant(id, (tx) =>
        work({
          ...tx,
          query: (sql, values) => {
            if (sql.includes('content as text, heading, hash from chunk')) built++
            if (sql.includes('vector from chunk')) gathered++
            return tx.query(sql, values)
          },
        }),
      ),
  }
  const vectors = new ExactVectorStore(createVectorLoader(counted))
  const search = createSearch({ db: counted, models, vectors, cache: new IndexCache<SearchableIndex>(10) })
  return { search, publisher: createPublisher({ db, models, vectors }) }
}
const kept = async () =>
  (await db.tenant(tenantId, (tx) => tx.query<{ form: string }>('select form from knowledge_index'))).map(
    ({ form }) => form,
  )
const matrices = () =>
  db.tenant(tenantId, (tx) =>
    tx.query<{ rows: number }>('select cardinality(chunk_ids) as rows from knowledge_matrix'),
  )
const QUESTIONS = [
  'abre domingo?',
  'quanto custa a barba',
  'quanto tempo demora a entrega?',
  'vcs tem estacionamento',
]

it('answers alike from what was built and from what was kept, and builds once', async () => {
  const first = freshSearch()
  await first.publisher.publish(tenantId, TEXT, null)
  const answers = []
  for (const question of QUESTIONS) answers.push(await first.search(tenantId, question, { k: 3 }))
  expect(answers[0]!.chunks.length).toBeGreaterThan(0)
  await expect.poll(kept).toHaveLength(1)
  expect(built).toBe(1)
  const second = freshSearch()
  for (const [at, question] of QUESTIONS.entries())
    expect(await second.search(tenantId, question, { k: 3 })).toEqual(answers[at])
  expect(built).toBe(1)
})

it('builds anew what another release kept, and what cannot be read', async () => {
  const expected = await freshSearch().search(tenantId, QUESTIONS[0]!, { k: 3 })
  const [form] = await kept()
  for (const change of [`form = 'of another release'`, `bytes = 'nonsense'`]) {
    await db.tenant(tenantId, (tx) => tx.query(`update knowledge_index set ${change}`))
    const before = built
    expect(await freshSearch().search(tenantId, QUESTIONS[0]!, { k: 3 })).toEqual(expected)
    expect(built).toBe(before + 1)
    await expect.poll(kept).toEqual([form])
    // Until the new one stands, the next change would be written over.
    await expect
      .poll(() =>
        db.tenant(tenantId, (tx) => tx.query('select from knowledge_index where length(bytes) > 1000')),
      )
      .toHaveLength(1)
  }
})

it('gathers the vectors of the chunks once, and finds the same with those that were kept', async () => {
  const [gathering, reading] = [freshSearch().search, freshSearch().search]
  await db.tenant(tenantId, (tx) => tx.query('delete from knowledge_matrix'))
  const before = gathered
  const expected = await gathering(tenantId, QUESTIONS[1]!, { k: 3 })
  await expect.poll(matrices).toEqual([{ rows: expected.chunks.length }])
  expect(gathered).toBe(before + 1)
  expect(await reading(tenantId, QUESTIONS[1]!, { k: 3 })).toEqual(expected)
  expect(gathered).toBe(before + 1)
})
