import { createHash } from 'node:crypto'
import { KNOWLEDGE_LIMIT } from '@plantao/shared/knowledge'
import { type Models, ModelUnavailable } from '../models/index.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { chunkKnowledge } from './chunking/chunk-knowledge.ts'
import { openRevision, pointAt, readRevisionText, storeChunks } from './knowledge.repo.ts'
import { type VectorStore, VectorStoreUnavailable } from './vector-store.port.ts'

/** Embedding 50,000 characters takes one call; a slow one goes on as a job. */
const EMBED_BUDGET = { timeoutMs: 20_000 }

type Deps = { db: Database; models: Models; vectors: VectorStore }
type Published = { revision: number; status: 'ready' | 'indexing' }

/** Refuses what may not be published, in words the owner understands. */
export function checkKnowledge(text: string): void {
  if (text.length > KNOWLEDGE_LIMIT)
    throw expected('knowledge.too_long', { length: text.length, limit: KNOWLEDGE_LIMIT })
  if (text.trim() === '') throw expected('knowledge.empty')
}

/** The same chunk has the same id however often it is indexed. A UUID version 8 (RFC 9562: ours to fill). */
function chunkId(revisionId: string, position: number): string {
  const hex = createHash('sha256').update(`${revisionId}/${position}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function createPublisher({ db, models, vectors }: Deps) {
  /** Chunks, embeds and points at a revision. May run twice: chunks are stored once, the pointer only moves forward. */
  async function index(tenantId: string, revisionId: string): Promise<void> {
    const revision = await db.tenant(tenantId, (tx) => readRevisionText(tx, revisionId))
    if (!revision) return
    const chunks = chunkKnowledge(revision.text)
    const texts = chunks.map((chunk) => (chunk.heading ? `${chunk.heading}\n${chunk.text}` : chunk.text))
    const embedding = await models.embed(texts, EMBED_BUDGET)
    const stored = chunks.map((chunk, i) => ({
      ...chunk,
      id: chunkId(revisionId, chunk.position),
      vector: embedding.vectors[i]!,
    }))
    await vectors.publish(
      tenantId,
      revisionId,
      stored.map((chunk) => ({ chunkId: chunk.id, vector: chunk.vector })),
    )
    await db.tenant(tenantId, async (tx) => {
      await storeChunks(tx, revisionId, stored)
      await pointAt(tx, revisionId, revision.number, embedding.embedder)
    })
  }

  return {
    index,
    /** Publishes a text. When the model is away the revision waits as a job and the old one goes on being searched. */
    async publish(tenantId: string, text: string, memberId: string | null): Promise<Published> {
      checkKnowledge(text)
      const revision = await db.tenant(tenantId, (tx) => openRevision(tx, text, memberId))
      if (!revision.isNew) return { revision: revision.number, status: 'ready' }
      try {
        await index(tenantId, revision.id)
        return { revision: revision.number, status: 'ready' }
      } catch (error) {
        if (!(error instanceof ModelUnavailable) && !(error instanceof VectorStoreUnavailable)) throw error
        await db.tenant(tenantId, (tx) =>
          tx.enqueue('index-knowledge', { tenantId, revisionId: revision.id }),
        )
        return { revision: revision.number, status: 'indexing' }
      }
    },
  }
}

export type Publisher = ReturnType<typeof createPublisher>
