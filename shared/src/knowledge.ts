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
  /** Only while `status` is `indexing`: chunks indexed so far. `knowledge.progress` events tell when to look again. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
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

/** How a revision came to be: written, brought back from the history, or text that a person's answer proposed. */
export const RevisionOrigin = z.enum(['editor', 'restore', 'proposal'])
export type RevisionOrigin = z.infer<typeof RevisionOrigin>

/** One published text of the version history. */
export const KnowledgeRevision = z.object({
  id: Id,
  number: z.number().int(),
  status: KnowledgeStatus.exclude(['empty']),
  /** The one that is searched now. */
  current: z.boolean(),
  characters: z.number().int(),
  origin: RevisionOrigin,
  /** The number of the revision that was brought back; only with `restore`. */
  restoredFrom: z.number().int().optional(),
  /** Who published it; absent when nobody of the team did. */
  by: z.object({ id: Id, name: z.string() }).optional(),
  createdAt: Instant,
})
export type KnowledgeRevision = z.infer<typeof KnowledgeRevision>
export const KnowledgeRevisionText = KnowledgeRevision.extend({ text: z.string() })
export type KnowledgeRevisionText = z.infer<typeof KnowledgeRevisionText>

/** The largest file that may be imported, in bytes. */
export const MOST_IMPORTED_BYTES = 10 * 1024 * 1024

export const ImportKind = z.enum(['txt', 'md', 'pdf', 'docx'])
export type ImportKind = z.infer<typeof ImportKind>

/**
 * What to tell the owner about an import that went well.
 * `over_limit`: the text alone is longer than the knowledge may be; `cut`: it was so long that its end was left out;
 * `pages_without_text`: some pages are pictures; `pictures_left_out`: images were not read; `legacy_encoding`: the
 * text was not UTF-8 and was read as Windows-1252.
 */
export const ImportWarning = z.enum([
  'over_limit',
  'cut',
  'pages_without_text',
  'pictures_left_out',
  'legacy_encoding',
])
export type ImportWarning = z.infer<typeof ImportWarning>

/** The text of a file, for the editor; nothing is stored or published. */
export const KnowledgeImport = z.object({
  kind: ImportKind,
  text: z.string(),
  characters: z.number().int(),
  /** Pages of a PDF. */
  pages: z.number().int().optional(),
  warnings: z.array(ImportWarning),
})
export type KnowledgeImport = z.infer<typeof KnowledgeImport>
