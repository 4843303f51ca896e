import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { createTenant } from '../../../cloud/src/accounts/index.ts'
import { ExactVectorStore } from '../../../cloud/src/knowledge/adapters/exact.vector-store.ts'
import { createPublisher, createVectorLoader, publishedRevision } from '../../../cloud/src/knowledge/index.ts'
import { openAiModels } from '../../../cloud/src/models/adapters/openai.models.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { type Database, openDatabase } from '../../../cloud/src/platform/database.ts'
import { migrate } from '../../../cloud/src/platform/migrate.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import type { TenantTx } from '../../../cloud/src/platform/tenant-tx.ts'
import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'
import { rehearseTask } from '../../../cloud/src/rehearsal/index.ts'
import { listItems, openRehearsal, readRehearsal } from '../../../cloud/src/rehearsal/rehearsal.repo.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { Faults } from '../../sandbox/src/faults.ts'
import { registerOpenAi } from '../../sandbox/src/openai/index.ts'
import type { Report } from '../report.ts'

const DATA = new URL('../data/companies/', import.meta.url)
/** The target of docs/quality.md. Seconds. */
const WITHIN_S = 60

/**
 * Ensaio as an owner starts it: 200 customers' questions of 30 days put to what is published and to a draft without one line and with
 * another price, on the offline models over HTTP and a durable PostgreSQL. The baseline beside it is the target.
 */
export async function run(report: Report): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-ensaio-'))
  const postgres = await startPostgres({ dataDir, durable: true })
  await migrate(postgres.url)
  const db = openDatabase({ url: roleUrl(postgres.url, 'plantao_app'), clock: systemClock })
  const sandbox = Fastify()
  registerOpenAi(sandbox, { faults: new Faults() })
  const address = await sandbox.listen({ port: 0, host: '127.0.0.1' })
  try {
    const models = openAiModels({ apiKey: 'sandbox', baseUrl: `${address}/openai/v1` })
    const { knowledge, questions } = await material()
    const tenantId = await moveIn(db, knowledge, models)
    const id = await db.tenant(tenantId, (tx) => prepare(tx, knowledge, questions))
    const rehearse = rehearseTask({
      db,
      models,
      clock: systemClock,
      ceilingUsdMicro: Number.POSITIVE_INFINITY,
    })
    const started = performance.now()
    await rehearse({ tenantId, rehearsalId: id })
    const seconds = (performance.now() - started) / 1000
    const { done, status, counts, source } = await db.tenant(tenantId, (tx) => readRehearsal(tx, id))
    if (status !== 'done' || source !== 'customers')
      throw new Error(`the rehearsal ended ${status}, ${source}`)
    const { items } = await db.tenant(tenantId, (tx) => listItems(tx, id, { verdict: 'broken', limit: 1 }))
    if (items.length === 0) throw new Error('the broken answer was not caught')
    report({ metric: 'questions', value: done, unit: 'questions' })
    report({ metric: 'seconds', value: seconds, unit: 's' })
    report({ metric: 'seconds_for_200', value: (seconds / done) * 200, unit: 's', baseline: WITHIN_S })
    for (const [verdict, count] of Object.entries(counts))
      report({ metric: `verdict_${verdict}`, value: count, unit: 'questions' })
  } finally {
    await db.close()
    await sandbox.close()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A company's text, and what customers of six companies asked; of each some in a second wording, so that there are 200. */
async function material(): Promise<{ knowledge: string; questions: string[] }> {
  const files = (await readdir(DATA)).filter((name) => name.endsWith('.json')).sort()
  const companies = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(new URL(name, DATA), 'utf8')) as Company),
  )
  const asked = companies.flatMap(({ questions }) => questions.map(({ text }) => text))
  const again = asked.map((text) => `por favor, ${text}`)
  return { knowledge: companies[0]!.knowledge, questions: [...asked, ...again] }
}

type Company = { knowledge: string; questions: { text: string }[] }

async function moveIn(db: Database, knowledge: string, models: ReturnType<typeof openAiModels>) {
  const { tenantId } = await createTenant(db, {
    name: 'Bancada',
    slug: 'ensaio',
    owner: { email: 'dona@ensaio.example', password: 'bench-bench', name: 'Dona', mustChange: false },
  })
  const vectors = new ExactVectorStore(createVectorLoader(db))
  await createPublisher({ db, models, vectors }).publish(tenantId, knowledge, null)
  return tenantId
}

/** Stores the questions as turns that were answered, and opens a rehearsal of a text that breaks some. Answers its id. */
async function prepare(tx: TenantTx, knowledge: string, questions: string[]): Promise<string> {
  const [contact, conversation, instance] = [uuidv7(), uuidv7(), uuidv7()]
  const [member] = await tx.query<{ id: string }>('select id from member where tenant_id = $1', [tx.tenantId])
  await tx.query(
    `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
     values ($1, $2, 'ensaio', 'connected', '\\x00', $3, $3)`,
    [tx.tenantId, instance, tx.now],
  )
  await tx.query('insert into contact (tenant_id, id, last_jid, created_at) values ($1, $2, $3, $4)', [
    tx.tenantId,
    contact,
    '5531988880000@s.whatsapp.net',
    tx.now,
  ])
  await tx.query(
    `insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
    [tx.tenantId, conversation, contact, instance, tx.now],
  )
  await tx.query(
    `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, trace_id, created_at)
     select $1, q.id, $2, q.turn, 'reply', q.question, 'bench', $3 from unnest($4::uuid[], $5::integer[], $6::text[]) as q(id, turn, question)`,
    [
      tx.tenantId,
      conversation,
      new Date(tx.now.getTime() - 60_000),
      questions.map(() => uuidv7()),
      questions.map((_, turn) => turn + 1),
      questions,
    ],
  )
  const { revisionId, number } = await publishedRevision(tx)
  const text = knowledge.replace('R$ 19,90', 'R$ 21,90').replace(/^Segunda a sexta: .*\n/gm, '')
  return openRehearsal(tx, { text, memberId: member!.id, against: { id: revisionId, number } })
}
