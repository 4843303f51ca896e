import { createHash } from 'node:crypto'
import { chatWords } from './chat-words.ts'
import { fold, grams, isStop, stem, words } from './words.ts'

/** Width of a vector when the caller does not ask for another. */
export const DIMENSIONS = 384
/** What part of the vector's length comes from stems and what from n-grams (spelling); tried on the dev companies. */
const STEM_WEIGHT = 1
const GRAM_WEIGHT = 0.35
const STOP_WEIGHT = 0.1

/**
 * Turns texts into unit vectors that depend on nothing but the text: stems and character n-grams (3 to 5), hashed
 * with a sign into `dimensions` places, sub-linear in how often each occurs. No document statistics, no learning.
 */
export function embed(texts: string[], dimensions = DIMENSIONS): number[][] {
  return texts.map((text) => embedOne(text, dimensions))
}

function embedOne(text: string, dimensions: number): number[] {
  const counts = new Map<string, { times: number; weight: number }>()
  const count = (feature: string, weight: number) => {
    const seen = counts.get(feature)
    if (seen) seen.times += 1
    else counts.set(feature, { times: 1, weight })
  }
  for (const word of words(chatWords(fold(text)))) {
    const base = isStop(word) ? STOP_WEIGHT : 1
    count(`s:${stem(word)}`, base * STEM_WEIGHT)
    const pieces = grams(word, 3, 5)
    for (const piece of pieces) count(`g:${piece}`, (base * GRAM_WEIGHT) / Math.sqrt(pieces.length))
  }
  const vector = new Array<number>(dimensions).fill(0)
  for (const [feature, { times, weight }] of counts) {
    const hash = hashOf(feature)
    const place = (hash >>> 1) % dimensions
    vector[place]! += (hash & 1 ? 1 : -1) * weight * (1 + Math.log(times))
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}

const hashes = new Map<string, number>()
const HASH_CACHE = 200_000

function hashOf(feature: string): number {
  const known = hashes.get(feature)
  if (known !== undefined) return known
  const hash = createHash('md5').update(feature).digest().readUInt32LE(0)
  if (hashes.size >= HASH_CACHE) hashes.clear()
  hashes.set(feature, hash)
  return hash
}
