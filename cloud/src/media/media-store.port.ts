import type { Readable } from 'node:stream'

/** A stretch of a file, both ends included, in bytes. */
export type Range = { start: number; end: number }

/**
 * Where files lie. Keys are ours, of the form `<tenant>/<name>`, letters, digits, `-` and one `/` only. A key is written
 * once; writing it again with the same bytes changes nothing. Trouble of its own throws `MediaStoreError`.
 */
export type MediaStore = {
  put(key: string, bytes: Buffer, mime: string): Promise<void>
  /** The whole file or a stretch of it; null when there is none under this key. */
  read(key: string, range?: Range): Promise<Readable | null>
  /** Takes a file away; none under this key is as good. */
  remove(key: string): Promise<void>
  /** Throws when the store cannot be reached or written. */
  health(): Promise<void>
}

export class MediaStoreError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MediaStoreError'
  }
}

const KEY = /^[0-9a-z-]{1,64}\/[0-9a-z-]{1,64}$/

/** @throws MediaStoreError for a key that is not of our making, so that no name ever becomes a path */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new MediaStoreError('not a media key')
  return key
}
