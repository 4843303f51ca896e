import type { KnowledgeImport } from '@plantao/shared/knowledge'
import type { Chunk } from '../chunking/chunk-knowledge.ts'
import type { Refusal } from '../import/extracted.ts'
import type { IndexedChunk } from '../retrieval/build-index.ts'

/** What is done in a thread apart, by name: what it takes and what comes of it. */
export type Tasks = {
  /** The text of a file, told by its content. */
  read: { given: { bytes: Uint8Array; name: string }; made: KnowledgeImport }
  /** Knowledge cut into chunks. */
  chunk: { given: { text: string }; made: Chunk[] }
  /** The index of chunks, packed. */
  index: { given: { chunks: readonly IndexedChunk[] }; made: Uint8Array }
}
export type Task = { [N in keyof Tasks]: { name: N; given: Tasks[N]['given'] } }[keyof Tasks]

/** What the thread says: that it runs, and how a task ended. */
export type Said = { ready: true } | { made: unknown } | { refused: Refusal }
