/** Granules a second in Ogg/Opus, whatever rate was recorded (RFC 7845). */
const OPUS_RATE = 48_000
/** Fixed part of a page's head: capture pattern, position, serial, sequence, checksum, number of segments. */
const HEAD = 27

/**
 * The first `seconds` of an Ogg recording, cut between two pages so that it stays one. A page that cannot be read ends
 * the cut there.
 * @returns the bytes themselves when nothing had to go
 */
export function cutOgg(bytes: Buffer, seconds: number): Buffer {
  let at = 0
  while (at + HEAD <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS') {
    const segments = bytes[at + HEAD - 1]!
    const table = bytes.subarray(at + HEAD, at + HEAD + segments)
    const end = at + HEAD + segments + table.reduce((sum, length) => sum + length, 0)
    // -1 marks a page on which no packet ends.
    const granule = bytes.readBigInt64LE(at + 6)
    if (granule > BigInt(Math.ceil(seconds * OPUS_RATE))) return bytes.subarray(0, at)
    if (end > bytes.length) return bytes.subarray(0, at)
    at = end
  }
  return bytes
}
