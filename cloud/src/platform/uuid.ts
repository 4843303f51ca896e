import { createHash, randomBytes } from 'node:crypto'

/** A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits, so primary keys grow at their end. */
export function uuidv7(at: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  return written(bytes, 7)
}

/** A UUID version 8 (RFC 9562: ours to fill) of a text: the same text has the same one. */
export function uuidv8(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  // Ids of before were written with these four bits, and are kept.
  bytes[8] = (bytes[8]! & 0x0f) | 0xa0
  return written(bytes, 8)
}

function written(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
