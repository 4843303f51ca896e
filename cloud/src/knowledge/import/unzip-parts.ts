import { strFromU8, Unzip, UnzipInflate, zipSync } from 'fflate'
import { Unreadable } from './extracted.ts'

/** Everything a document unpacks to, pictures included: a file of 10 MB that holds more is a bomb. Bytes. */
const MOST_UNPACKED = 64 * 1024 * 1024
const MOST_ENTRIES = 5_000
/** Fed in pieces, so that a bomb is stopped within one piece of it. Bytes. */
const PIECE = 16 * 1024
/** The parts of a document that hold its words; pictures and fonts are counted and left out. */
const WORDS = /^(?:\[Content_Types\]\.xml|_rels\/|word\/(?:_rels\/|[^/]+\.xml$))/

export type Parts = { archive: Uint8Array; pictures: number }

/**
 * Unpacks a .docx while counting every byte that comes out, and packs again only the parts that hold words: whoever
 * reads the result can meet nothing that was not counted here. Throws `Unreadable`.
 */
export function safeParts(bytes: Uint8Array): Parts {
  const kept: Record<string, Uint8Array[]> = {}
  let unpacked = 0
  let entries = 0
  let pictures = 0
  const unzip = new Unzip((file) => {
    entries += 1
    if (entries > MOST_ENTRIES) throw new Unreadable('expands_too_much')
    const name = file.name.replaceAll('\\', '/')
    if (/^word\/media\//.test(name)) pictures += 1
    const pieces: Uint8Array[] | null = WORDS.test(name) ? [] : null
    if (pieces) kept[name] = pieces
    file.ondata = (error, data) => {
      // What is thrown below comes round again as the unpacker's own error.
      if (error) throw error instanceof Unreadable ? error : new Unreadable('damaged', { cause: error })
      unpacked += data.length
      if (unpacked > MOST_UNPACKED) throw new Unreadable('expands_too_much')
      pieces?.push(data)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
    }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable('damaged', { cause })
  }
  const whole = Object.fromEntries(Object.entries(kept).map(([name, pieces]) => [name, joined(pieces)]))
  const body = whole['word/document.xml']
  if (!body) throw new Unreadable('damaged')
  // Entities of its own are what such bombs are made of; Word never writes a document type.
  if (/<!DOCTYPE|<!ENTITY/i.test(strFromU8(body.subarray(0, 4096)))) throw new Unreadable('damaged')
  return { archive: zipSync(whole, { level: 0 }), pictures }
}

function joined(pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
