import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Deserializer, Serializer } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { IndexedChunk, KnowledgeIndex } from './build-index.ts'

/**
 * What an index was made by: the sources that make it, and the engine that writes it down. One that was kept by another
 * release is built anew, without anybody having to remember a number.
 */
export const INDEX_FORM = formOf([new URL('./', import.meta.url), new URL('../chunking/', import.meta.url)])

/** Everything an index counts is of these, four bytes each. */
const KINDS = [Uint32Array, Float32Array] as const
type Numbers = InstanceType<(typeof KINDS)[number]>
const BYTES = 4
/** Far above what the longest text makes; bytes that ask for more are not ours. */
const MOST_BYTES = 2 ** 26

/** An index as bytes, a third as many as it takes in memory. Throws TypeError when it holds numbers of another kind. */
export function packIndex(index: KnowledgeIndex): Buffer {
  const writing = new IndexWriter()
  writing.writeHeader()
  writing.writeValue(index)
  const rest = writing.releaseBuffer()
  const sizes = Uint32Array.of(writing.bytes + rest.length, writing.bytes)
  return Buffer.concat([
    new Uint8Array(sizes.buffer),
    zstdCompressSync(Buffer.concat([...writing.blocks, rest])),
  ])
}

/**
 * The index that was packed under this very form; null when the bytes cannot be read. A tenth of the time of building
 * it: its numbers stay where they were unpacked, whatever is copied on the way the garbage collector has to clear away.
 */
export function unpackIndex<C extends IndexedChunk>(bytes: Buffer): KnowledgeIndex<C> | null {
  try {
    const [whole, numbers] = [bytes.readUint32LE(0), bytes.readUint32LE(BYTES)]
    if (whole > MOST_BYTES) return null
    // One more than it takes: a buffer that is full to the last byte makes the library take a second one.
    const unpacked = zstdDecompressSync(bytes.subarray(2 * BYTES), { chunkSize: whole + 1 })
    const reading = new IndexReader(unpacked.subarray(numbers), unpacked.subarray(0, numbers))
    reading.readHeader()
    return reading.readValue() as KnowledgeIndex<C>
  } catch {
    return null
  }
}

/** Sets the numbers apart from the rest, one array behind the other. */
class IndexWriter extends Serializer {
  /** Of Node's documentation, missing in its types. */
  declare _setTreatArrayBufferViewsAsHostObjects: (treat: boolean) => void
  readonly blocks: Uint8Array[] = []
  bytes = 0

  constructor() {
    super()
    this._setTreatArrayBufferViewsAsHostObjects(true)
  }

  _writeHostObject(numbers: Numbers): void {
    const kind = KINDS.findIndex((Kind) => numbers instanceof Kind)
    if (kind < 0) throw new TypeError('an index holds numbers that cannot be packed')
    this.writeUint32(kind)
    this.writeUint32(this.bytes)
    this.writeUint32(numbers.length)
    this.blocks.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    this.bytes += numbers.byteLength
  }
}

class IndexReader extends Deserializer {
  readonly #numbers: Buffer

  constructor(rest: Buffer, numbers: Buffer) {
    super(rest)
    this.#numbers = numbers
  }

  _readHostObject(): Numbers {
    const [kind, from, length] = [this.readUint32(), this.readUint32(), this.readUint32()]
    const { buffer, byteOffset } = this.#numbers
    return new KINDS[kind]!(buffer as ArrayBuffer, byteOffset + from, length)
  }
}

function formOf(folders: URL[]): string {
  const hash = createHash('sha256').update(process.versions.v8)
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true }).map(String)
    for (const file of files.filter((name) => /(?<!\.test|\.d)\.ts$/.test(name)).sort())
      hash.update(file).update(readFileSync(new URL(file, folder)))
  }
  return hash.digest('hex').slice(0, 32)
}
