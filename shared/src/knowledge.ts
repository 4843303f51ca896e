import { z } from 'zod'
import { Id, Instant } from './ids.ts'

/** The longest knowledge a tenant may publish, in characters (UTF-16 units, as `text.length` counts). */
export const KNOWLEDGE_LIMIT = 50_000

export const KnowledgeStatus = z.enum(['empty', 'indexing', 'ready', 'failed'])

export const Knowledge = z.object({
  text: z.string(),
  /** Number of the published revision; 0 when nothing was published yet. */
  revision: z.number().int(),
  status: KnowledgeStatus,
  publishedAt: Instant.optional(),
})
export type Knowledge = z.infer<typeof Knowledge>

export const KnowledgePublish = z.object({ text: z.string().max(2_000_000) })
export const KnowledgePublished = z.object({ revision: z.number().int(), status: KnowledgeStatus })

export const KnowledgeDraft = z.object({ text: z.string().max(2_000_000), updatedAt: Instant.optional() })

export const ScoredChunk = z.object({
  id: Id,
  text: z.string(),
  heading: z.string().optional(),
  score: z.number(),
})
export type ScoredChunk = z.infer<typeof ScoredChunk>

export const KnowledgeSearch = z.object({ chunks: z.array(ScoredChunk), confidence: z.number() })
