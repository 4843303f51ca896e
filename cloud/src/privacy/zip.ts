import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** Bytes a row of the table takes at most; the zip is handed out in pieces of it. */
const PART = 1_048_576

/** A zip written piece by piece: nothing but the piece under way is in memory. */
export function openZip(writePart: (part: Buffer) => Promise<void>) {
  let pending: Uint8Array[] = []
  let size = 0
  let total = 0
  let failure: Error | null = null
  const zip = new Zip((error, data) => {
    if (error) failure = error
    else {
      pending.push(data)
      size += data.byteLength
      total += data.byteLength
    }
  })

  async function flush(all: boolean): Promise<void> {
    if (failure) throw failure
    if (size < PART && !(all && size > 0)) return
    const bytes = Buffer.concat(pending)
    pending = []
    size = 0
    for (let at = 0; at < bytes.byteLength; at += PART) await writePart(bytes.subarray(at, at + PART))
  }

  return {
    /** One file, from its pieces as they come. `stored` keeps bytes that are compressed already as they are. */
    async file(name: string, pieces: AsyncIterable<Uint8Array>, stored = false): Promise<void> {
      const entry = stored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
      zip.add(entry)
      for await (const piece of pieces) {
        entry.push(new Uint8Array(piece))
        await flush(false)
      }
      entry.push(new Uint8Array(0), true)
      await flush(false)
    },
    /** Writes the end; answers the bytes of the whole. */
    async end(): Promise<number> {
      zip.end()
      await flush(true)
      return total
    },
  }
}
