/** A square picture, in pixels. */
export type Picture = { size: number; png: Buffer }

/** Windows' container (ICO): a table of contents, then the PNGs as they are. Sizes up to 256. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let place = head.length
  pictures.forEach(({ size, png }, n) => {
    const at = 6 + 16 * n
    // One byte each: 256 is written as 0.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(place, at + 12)
    place += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** Apple's name of the PNG of each size; where two, the second is the doubled picture of half that size. */
const ICNS_TYPES: Record<number, string[]> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** macOS' container (ICNS): blocks of type, length and PNG. Throws on a size it has no name for. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) => {
    const types = ICNS_TYPES[size]
    if (!types) throw new Error(`ICNS has no picture of ${size} pixels`)
    return types.map((type) => block(type, png))
  })
  return block('icns', Buffer.concat(blocks))
}

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'ascii')
  head.writeUInt32BE(content.length + head.length, 4)
  return Buffer.concat([head, content])
}
