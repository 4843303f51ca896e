const serial = 0x504c4e54

/** An Ogg page; its checksum is left at zero, nobody plays these. */
function page(flags: number, sequence: number, body: Buffer): Buffer {
  const segments: number[] = []
  for (let left = body.length; left >= 0; left -= 255) segments.push(Math.min(left, 255))
  const head = Buffer.alloc(27)
  head.write('OggS', 0, 'latin1')
  head.writeUInt8(flags, 5)
  head.writeUInt32LE(serial, 14)
  head.writeUInt32LE(sequence, 18)
  head.writeUInt8(segments.length, 26)
  return Buffer.concat([head, Buffer.from(segments), body])
}

/** An Opus file without sound that carries what was said in its comment header, as `TRANSCRIPT=…`. */
export function voiceNote(text: string): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00', 'latin1')
  const comment = Buffer.from(`TRANSCRIPT=${text.slice(0, 10_000)}`, 'utf8')
  const vendor = Buffer.from('plantao sandbox', 'latin1')
  const length = (of: Buffer | number) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(typeof of === 'number' ? of : of.length)
    return size
  }
  const tags = Buffer.concat([
    Buffer.from('OpusTags', 'latin1'),
    ...[length(vendor), vendor, length(1), length(comment), comment],
  ])
  return Buffer.concat([page(2, 0, head), page(0, 1, tags)])
}
