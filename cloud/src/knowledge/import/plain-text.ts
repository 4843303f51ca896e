import { withoutEnd } from '@plantao/shared/ends'
import type { Extracted } from './extracted.ts'

/** The text of bytes that are text: UTF-8 or UTF-16 by their mark, UTF-8 where they are valid, else Windows-1252. */
export function decodeText(bytes: Uint8Array): Extracted {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return plain(new TextDecoder('utf-16le').decode(bytes))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return plain(new TextDecoder('utf-16be').decode(bytes))
  try {
    return plain(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), warnings: ['legacy_encoding'] }
  }
}

function plain(text: string): Extracted {
  return { text, warnings: [] }
}

/**
 * A text as the editor wants it: one kind of line end, no characters that cannot be stored, no trailing blanks, at most
 * one empty line in a row.
 */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\f\v]/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu, (found) =>
      found === '\n' || found === '\t' ? found : '',
    )
    .split('\n')
    .map((line) => withoutEnd(line, /[ \t]/))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
