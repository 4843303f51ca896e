import { createHash } from 'node:crypto'

/** A 64-bit number as protobuf.js leaves it in JSON. */
export interface Long {
  low: number
  high: number
  unsigned: boolean
}

/** Splits a number into the two 32-bit halves that protobuf.js writes. */
export const long = (value: number, unsigned = true): Long => ({
  low: value | 0,
  high: Math.floor(value / 4294967296),
  unsigned,
})

/** Bytes as a Uint8Array turns out in JSON: an object keyed by index. */
export const bytes = (buffer: Uint8Array): Record<string, number> => Object.fromEntries(buffer.entries())

/** 32 bytes that stay the same for one seed, where WhatsApp has a hash or a key. */
export const hash = (seed: string | Uint8Array): Record<string, number> =>
  bytes(createHash('sha256').update(seed).digest())
