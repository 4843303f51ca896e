import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TryAnswer } from '@plantao/shared/conversations'
import Fastify from 'fastify'
import { createTenant } from '../../../cloud/src/accounts/index.ts'
import { createDecider } from '../../../cloud/src/answer/index.ts'
import { ExactVectorStore } from '../../../cloud/src/knowledge/adapters/exact.vector-store.ts'
import type { ConfidenceModel } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import {
  createPublisher,
  createSearch,
  createVectorLoader,
  IndexCache,
  type SearchableIndex,
} from '../../../cloud/src/knowledge/index.ts'
import { openAiModels } from '../../../cloud/src/models/adapters/openai.models.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { migrate } from '../../../cloud/src/platform/migrate.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { Faults } from '../../sandbox/src/faults.ts'
import { registerOpenAi } from '../../sandbox/src/openai/index.ts'

/** A company that was moved in, ready to be asked. */
export type Resident = {
  ask: (question: string) => Promise<TryAnswer>
  /** The same, judged by another model of confidence. */
  askWith: (model: ConfidenceModel, question: string) => Promise<TryAnswer>
}

export type QualityHouse = {
  /** A real model answers, not the sandbox. */
  real: boolean
  /** The sandbox's switches; without effect on a real model. */
  faults: Faults
  moveIn: (company: string, knowledge: string) => Promise<Resident>
  close: () => Promise<void>
}

/**
 * The product's road from question to decision on a real PostgreSQL: publish, retrieve, judge, write, check. Models are the
 * sandbox's, or those of `OPENAI_API_KEY` (and `OPENAI_BASE_URL`, `OPENAI_CHAT_MODEL`, `OPENAI_EMBEDDING_MODEL`) when set.
 */
export async function openQualityHouse(env = process.env): Promise<QualityHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-bench-'))
  const postgres = await startPostgres({ dataDir, durable: false })
  await migrate(postgres.url)
  const db = openDatabase({ url: roleUrl(postgres.url, 'plantao_app'), clock: systemClock })
  const faults = new Faults()
  const sandbox = Fastify()
  registerOpenAi(sandbox, { faults })
  const address = await sandbox.listen({ port: 0, host: '127.0.0.1' })
  const real = Boolean(env.OPENAI_API_KEY)
  const models = openAiModels(
    real
      ? {
          apiKey: env.OPENAI_API_KEY!,
          baseUrl: env.OPENAI_BASE_URL || undefined,
          chatModel: env.OPENAI_CHAT_MODEL || undefined,
          embeddingModel: env.OPENAI_EMBEDDING_MODEL || undefined,
        }
      : { apiKey: 'sandbox', baseUrl: `${address}/openai/v1` },
  )
  const vectors = new ExactVectorStore(createVectorLoader(db))
  const cache = new IndexCache<SearchableIndex>(50)
  const publisher = createPublisher({ db, models, vectors })
  const deciderWith = (model?: ConfidenceModel) =>
    createDecider({
      db,
      models,
      clock: systemClock,
      ceilingUsdMicro: Number.POSITIVE_INFINITY,
      search: createSearch({ db, models, vectors, cache, ...(model ? { judgeFor: () => model } : {}) }),
    })
  const committed = deciderWith()
  let count = 0

  return {
    real,
    faults,
    moveIn: async (company, knowledge) => {
      count += 1
      const slug = `q-${count}`
      const { tenantId } = await createTenant(db, {
        name: company,
        slug,
        owner: { email: `${slug}@bench.example`, password: 'bench-bench', name: 'Dona', mustChange: false },
      })
      await publisher.publish(tenantId, knowledge, null)
      return {
        ask: (question) => committed.tryAnswer(tenantId, question),
        askWith: (model, question) => deciderWith(model).tryAnswer(tenantId, question),
      }
    },
    close: async () => {
      await db.close()
      await sandbox.close()
      await postgres.stop()
      await discardPostgres(dataDir)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
