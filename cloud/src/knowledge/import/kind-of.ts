import type { ImportKind } from '@plantao/shared/knowledge'
import { fileTypeFromBuffer } from 'file-type'

/** What a file is by its bytes. A name only tells markdown from plain text, which have the same bytes. */
export type Sniffed = ImportKind | 'encrypted' | 'unsupported'

/** Markup and code that is text to the eye of a byte counter but not to an owner. */
const NOT_PROSE = /^\s*(?:<!doctype|<html|<\?xml|<svg|<\?php|<script|\{\\rtf|%!PS)/i
/** Bytes that no text has: control characters other than tab, line feed, form feed, carriage return. */
const CONTROL = new Set([...Array(32).keys()].filter((byte) => ![9, 10, 12, 13].includes(byte)))
/** A stray control character may slip into a text; more of them mean something else. */
const MOST_CONTROL_SHARE = 0.001
const LOOKED_AT = 64 * 1024

/** Tells a file's kind by its content. `name` may be empty and is never trusted for more than `.md`. */
export async function kindOf(bytes: Uint8Array, name: string): Promise<Sniffed> {
  const head = bytes.subarray(0, LOOKED_AT)
  const found = await fileTypeFromBuffer(bytes)
  // A PDF may be preceded by a few bytes of something else.
  if (found?.mime === 'application/pdf' || latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf'
  if (found?.ext === 'docx') return 'docx'
  // Office puts a document with a password into the container of the old formats.
  if (found?.ext === 'cfb') return utf16Has(bytes, 'EncryptedPackage') ? 'encrypted' : 'unsupported'
  if (found && !found.mime.startsWith('text/')) return 'unsupported'
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  if (!utf16) {
    const control = head.reduce((count, byte) => count + (CONTROL.has(byte) ? 1 : 0), 0)
    if (control > head.length * MOST_CONTROL_SHARE) return 'unsupported'
    if (NOT_PROSE.test(latin1(head.subarray(0, 512)).replace(/^\xef\xbb\xbf/, ''))) return 'unsupported'
  }
  return /\.(?:md|markdown)$/i.test(name) ? 'md' : 'txt'
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function utf16Has(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(word, 'utf16le'))
}
