import { knowledgeApart } from '../apart/knowledge-apart.ts'
import { buildIndex, type IndexedChunk, type KnowledgeIndex } from './build-index.ts'
import { packIndex, unpackIndex } from './packed-index.ts'

/** A text so short is indexed here in some 20 ms at worst, less than a thread takes to start. Characters. */
const SHORT = 4_000

/** An index, and its bytes to be kept. */
export type MadeIndex<C extends IndexedChunk> = { index: KnowledgeIndex<C>; packed: Uint8Array }

/**
 * The index of a tenant's chunks. The longest text takes up to a second of a core, so it is made in a thread apart and
 * unpacked here in a tenth of that. Throws `knowledge.too_slow`.
 */
export async function indexApart<C extends IndexedChunk>(
  tenantId: string,
  chunks: readonly C[],
): Promise<MadeIndex<C>> {
  if (chunks.reduce((sum, { text }) => sum + text.length, 0) <= SHORT) {
    const index = buildIndex(chunks)
    return { index, packed: packIndex(index) }
  }
  const packed = await knowledgeApart(tenantId, 'index', { chunks })
  const index = unpackIndex<C>(Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength))
  if (!index) throw new Error('an index that was just packed cannot be read')
  return { index, packed }
}
