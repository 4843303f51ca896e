import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'

/** An archive of texts by name. */
export function archiveOf(parts: Record<string, string>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    level,
  })
}

/** An archive with one more entry in front than its directory tells, of some 70 KB, which swells to 70 MB. */
export function bombed(archive: Uint8Array): Uint8Array {
  const size = 70 * 1024 * 1024
  const packed = deflateRawSync(Buffer.alloc(size))
  const name = Buffer.from('word/footnotes.xml')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name, packed, archive])
}
