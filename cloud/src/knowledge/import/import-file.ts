import { type KnowledgeImport, MOST_IMPORTED_BYTES } from '@plantao/shared/knowledge'
import type { FastifyRequest } from 'fastify'
import { expected } from '../../platform/errors.ts'
import { readUpload } from '../../platform/http/multipart.ts'
import { apart, waitingFor } from '../apart/apart.ts'
import type { Limits } from '../apart/thread.ts'
import { Unreadable } from './extracted.ts'

/** Room for the parts' headers beside the file. Bytes. */
const ENVELOPE = 64 * 1024
const MEGABYTES = MOST_IMPORTED_BYTES / 1024 / 1024
/** Files of one tenant in the queue: each is held in memory while it waits. */
const MOST_WAITING = 4

/** The text of the file a form carries. A file over the limit is refused before it was read whole. */
export async function importFile(tenantId: string, request: FastifyRequest): Promise<KnowledgeImport> {
  const tooLarge = expected('import.too_large', { megabytes: MEGABYTES })
  if (Number(request.headers['content-length'] ?? 0) > MOST_IMPORTED_BYTES + ENVELOPE) throw tooLarge
  if (waitingFor(tenantId) >= MOST_WAITING) throw expected('import.busy')
  const upload = await readUpload(request, MOST_IMPORTED_BYTES, tooLarge)
  if (!upload || upload.bytes.length === 0) throw expected('import.no_file')
  return textOf(tenantId, upload.bytes, upload.file.filename ?? '')
}

/** The text of a file's bytes. Throws `import.*`. */
export async function textOf(
  tenantId: string,
  bytes: Uint8Array,
  name: string,
  limits?: Limits,
): Promise<KnowledgeImport> {
  try {
    return await apart(tenantId, 'read', { bytes, name }, limits)
  } catch (error) {
    if (error instanceof Unreadable) throw expected(`import.${error.reason}`)
    throw error
  }
}
