import { cut } from '@plantao/shared/cut'
import { KNOWLEDGE_LIMIT, type KnowledgeImport } from '@plantao/shared/knowledge'
import { type Extracted, Unreadable } from './extracted.ts'
import { kindOf } from './kind-of.ts'
import { decodeText, tidy } from './plain-text.ts'

/** A longer text is cut: the editor is no place for a book. Characters. */
const MOST_CHARACTERS = 4 * KNOWLEDGE_LIMIT

/** The text of a file's bytes, told by their content. Runs in a thread apart. Throws `Unreadable`. */
export async function readFile(bytes: Uint8Array, name: string): Promise<KnowledgeImport> {
  const kind = await kindOf(bytes, name)
  if (kind === 'unsupported' || kind === 'encrypted') throw new Unreadable(kind)
  const { text: raw, pages, warnings } = await read(kind, bytes)
  const text = tidy(raw)
  if (text === '') throw new Unreadable('no_text')
  const kept = cut(text, MOST_CHARACTERS)
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

/** Each reader is loaded where it is needed: a text needs none of them. */
async function read(kind: KnowledgeImport['kind'], bytes: Uint8Array): Promise<Extracted> {
  if (kind === 'pdf') return (await import('./read-pdf.ts')).readPdf(bytes, MOST_CHARACTERS)
  if (kind === 'docx') return (await import('./read-docx.ts')).readDocx(bytes)
  return decodeText(bytes)
}
