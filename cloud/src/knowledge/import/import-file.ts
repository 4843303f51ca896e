import { KNOWLEDGE_LIMIT, type KnowledgeImport, MOST_IMPORTED_BYTES } from '@plantao/shared/knowledge'
import type { FastifyRequest } from 'fastify'
import { expected } from '../../platform/errors.ts'
import { readUpload } from '../../platform/http/multipart.ts'
import { extract } from './extract.ts'
import { type Extracted, Unreadable } from './extracted.ts'
import { kindOf } from './kind-of.ts'
import { decodeText, tidy } from './plain-text.ts'

/** Room for the parts' headers beside the file. Bytes. */
const ENVELOPE = 64 * 1024
/** A longer text is cut: the editor is no place for a book. Characters. */
const MOST_CHARACTERS = 4 * KNOWLEDGE_LIMIT
const MEGABYTES = MOST_IMPORTED_BYTES / 1024 / 1024

/** The text of the file a form carries. A file over the limit is refused before it was read whole. */
export async function importFile(request: FastifyRequest): Promise<KnowledgeImport> {
  const tooLarge = expected('import.too_large', { megabytes: MEGABYTES })
  if (Number(request.headers['content-length'] ?? 0) > MOST_IMPORTED_BYTES + ENVELOPE) throw tooLarge
  const upload = await readUpload(request, MOST_IMPORTED_BYTES, tooLarge)
  if (!upload || upload.bytes.length === 0) throw expected('import.no_file')
  return textOf(upload.bytes, upload.file.filename ?? '')
}

/** The text of a file's bytes. Throws `import.*`. */
export async function textOf(bytes: Uint8Array, name: string): Promise<KnowledgeImport> {
  const kind = await kindOf(bytes, name)
  if (kind === 'unsupported' || kind === 'encrypted') throw expected(`import.${kind}`)
  const { text: raw, pages, warnings } = await read(kind, bytes)
  const text = tidy(raw)
  if (text === '') throw expected('import.no_text')
  const kept = text.slice(0, MOST_CHARACTERS).toWellFormed()
  return {
    kind,
    text: kept,
    characters: kept.length,
    ...(pages ? { pages } : {}),
    warnings: [
      ...warnings,
      ...(kept.length > KNOWLEDGE_LIMIT ? (['over_limit'] as const) : []),
      ...(text.length > kept.length ? (['cut'] as const) : []),
    ],
  }
}

async function read(kind: KnowledgeImport['kind'], bytes: Uint8Array): Promise<Extracted> {
  if (kind === 'txt' || kind === 'md') return decodeText(bytes)
  try {
    return await extract(kind, bytes, MOST_CHARACTERS)
  } catch (error) {
    if (error instanceof Unreadable) throw expected(`import.${error.reason}`)
    throw error
  }
}
