import { expected } from '../../platform/errors.ts'
import { Unreadable } from '../import/extracted.ts'
import { apart } from './apart.ts'
import type { Tasks } from './tasks.ts'

/** What is done with a tenant's knowledge in a thread apart. Throws `knowledge.too_slow` for a text that takes too long. */
export async function knowledgeApart<N extends 'chunk' | 'index'>(
  tenantId: string,
  name: N,
  given: Tasks[N]['given'],
): Promise<Tasks[N]['made']> {
  try {
    return await apart(tenantId, name, given)
  } catch (error) {
    if (error instanceof Unreadable) throw expected('knowledge.too_slow')
    throw error
  }
}
