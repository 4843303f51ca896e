import { KNOWLEDGE_LIMIT } from '@plantao/shared/knowledge'
import { counted, createPurse, type Models, ModelUnavailable, recordSpend } from '../models/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv8 } from '../platform/uuid.ts'
import { knowledgeApart } from './apart/knowledge-apart.ts'
import { readRevision } from './history.repo.ts'
import {
  type NewRevision,
  noteProgress,
  openRevision,
  pointAt,
  readRevisionText,
  storeChunks,
} from './knowledge.repo.ts'
import { type VectorStore, VectorStoreUnavailable } from './vector-store.port.ts'

/** For one batch; a model that is slow or away goes on as a job. */
const EMBED_BUDGET = { timeoutMs: 20_000 }
/** Chunks embedded in one call: progress is told between calls. The longest knowledge has under 100. */
const BATCH = 32
/** A publisher that died leaves the rest to a job, which looks after this long whether it is done. Milliseconds. */
const SAFETY_MS = 60_000

type Deps = { db: Database; models: Models; vectors: VectorStore }
type Published = { revision: number; status: 'ready' | 'indexing' }
type Opened = { id: string; number: number; isNew: boolean }

/** Refuses what may not be published, in words the owner understands. */
export function checkKnowledge(text: string): void {
  if (text.length > KNOWLEDGE_LIMIT)
    throw expected('knowledge.too_long', { length: text.length, limit: KNOWLEDGE_LIMIT })
  if (text.trim() === '') throw expected('knowledge.empty')
}

/** The same chunk has the same id however often it is indexed. */
function chunkId(revisionId: string, position: number): string {
  return uuidv8(`${revisionId}/${position}`)
}

export function createPublisher({ db, models, vectors }: Deps) {
  /** Chunks, embeds and points at a revision. May run twice: chunks are stored once, the pointer only moves forward. */
  async function index(tenantId: string, revisionId: string): Promise<void> {
    const revision = await db.tenant(tenantId, (tx) => readRevisionText(tx, revisionId))
    if (!revision || revision.status === 'ready') return
    const chunks = await knowledgeApart(tenantId, 'chunk', { text: revision.text })
    const texts = chunks.map((chunk) => (chunk.heading ? `${chunk.heading}\n${chunk.text}` : chunk.text))
    const tell = (done: number) =>
      db.tenant(tenantId, (tx) => noteProgress(tx, revisionId, done, chunks.length))
    const { vectors: made, embedder } = await embedAll(tenantId, texts, tell)
    const stored = chunks.map((chunk, i) => ({
      ...chunk,
      id: chunkId(revisionId, chunk.position),
      vector: made[i]!,
    }))
    await vectors.publish(
      tenantId,
      revisionId,
      stored.map((chunk) => ({ chunkId: chunk.id, vector: chunk.vector })),
    )
    await db.tenant(tenantId, async (tx) => {
      await storeChunks(tx, revisionId, stored)
      await pointAt(tx, revisionId, revision.number, embedder)
    })
  }

  /** What it cost is kept, however it ends. */
  async function embedAll(tenantId: string, texts: string[], tell: (done: number) => Promise<void>) {
    const made: Float32Array[] = []
    let embedder = ''
    const purse = createPurse((usdMicro) => db.tenant(tenantId, (tx) => recordSpend(tx, usdMicro)))
    const asked = counted(models, purse.spend)
    try {
      for (let from = 0; from < texts.length; from += BATCH) {
        if (texts.length > BATCH) await tell(from)
        const batch = await asked.embed(texts.slice(from, from + BATCH), EMBED_BUDGET)
        if (embedder && batch.embedder !== embedder)
          throw new ModelUnavailable('bad_output', 'the embedder changed within one text')
        embedder = batch.embedder
        made.push(...batch.vectors)
      }
      return { vectors: made, embedder }
    } finally {
      await purse.close()
    }
  }

  /** Opens a revision in the caller's transaction; `finish` makes it searched. Throws what `checkKnowledge` throws. */
  async function open(tx: TenantTx, text: string, by: NewRevision): Promise<Opened> {
    checkKnowledge(text)
    const revision = await openRevision(tx, text, by)
    const { tenantId } = tx
    if (revision.isNew)
      await tx.enqueue(
        'index-knowledge',
        { tenantId, revisionId: revision.id },
        { key: `index:${revision.id}`, runAt: new Date(tx.now.getTime() + SAFETY_MS) },
      )
    return revision
  }

  /** Makes an opened revision searched. When the model is away it waits as a job and the old one goes on being searched. */
  async function finish(tenantId: string, revision: Opened): Promise<Published> {
    const { id: revisionId, number, isNew } = revision
    if (!isNew) return { revision: number, status: 'ready' }
    try {
      await index(tenantId, revisionId)
      return { revision: number, status: 'ready' }
    } catch (error) {
      if (!(error instanceof ModelUnavailable) && !(error instanceof VectorStoreUnavailable)) throw error
      await db.tenant(tenantId, (tx) =>
        tx.enqueue('index-knowledge', { tenantId, revisionId }, { key: `index:${revisionId}` }),
      )
      return { revision: number, status: 'indexing' }
    }
  }

  return {
    index,
    open,
    finish,
    async publish(tenantId: string, text: string, memberId: string | null): Promise<Published> {
      return finish(tenantId, await db.tenant(tenantId, (tx) => open(tx, text, { memberId })))
    },
    /** Publishes an old text again, as a new revision that says where it came from. Throws `knowledge.no_revision`. */
    async restore(tenantId: string, revisionId: string, memberId: string): Promise<Published> {
      const opened = await db.tenant(tenantId, async (tx) => {
        const old = await readRevision(tx, revisionId)
        await audit(tx, memberId, 'knowledge.restored', revisionId)
        return open(tx, old.text, { memberId, origin: 'restore', restoredFrom: old.number })
      })
      return finish(tenantId, opened)
    },
  }
}

export type Publisher = ReturnType<typeof createPublisher>
