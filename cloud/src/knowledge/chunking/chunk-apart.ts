import { expected } from '../../platform/errors.ts'
import { apart } from '../apart/apart.ts'
import { Unreadable } from '../import/extracted.ts'
import type { Chunk } from './chunk-knowledge.ts'

/** A tenant's knowledge cut into chunks, in a thread apart. Throws `knowledge.too_slow`. */
export async function chunkApart(tenantId: string, text: string): Promise<Chunk[]> {
  try {
    return await apart(tenantId, 'chunk', { text })
  } catch (error) {
    if (error instanceof Unreadable) throw expected('knowledge.too_slow')
    throw error
  }
}
