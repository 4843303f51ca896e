import type { VectorItem } from './vector-store.port.ts'

/** Vectors of one revision side by side, each of length one, so that a dot product is the cosine. */
export type VectorMatrix = { chunkIds: readonly string[]; width: number; values: Float32Array }

/** Reads the vectors of one revision from where they are kept for good; none for one that is not there. */
export type LoadVectors = (tenantId: string, revisionId: string) => Promise<VectorMatrix>

/** Puts vectors side by side. Throws RangeError when they are not all as long as the first. */
export function matrixOf(items: readonly VectorItem[]): VectorMatrix {
  const width = items[0]?.vector.length ?? 0
  const values = new Float32Array(items.length * width)
  items.forEach(({ chunkId, vector }, row) => {
    if (vector.length !== width)
      throw new RangeError(`chunk ${chunkId} has ${vector.length} dimensions, not ${width}`)
    values.set(unit(vector), row * width)
  })
  return { chunkIds: items.map(({ chunkId }) => chunkId), width, values }
}

/** The cosine of each row to the question, in the order of the rows. Throws RangeError for a question of another width. */
export function cosines({ chunkIds, width, values }: VectorMatrix, vector: Float32Array): Float32Array {
  if (vector.length !== width)
    throw new RangeError(`the question has ${vector.length} dimensions, the knowledge ${width}`)
  const question = unit(vector)
  return Float32Array.from(chunkIds, (_, row) => {
    let sum = 0
    for (let at = 0; at < width; at += 1) sum += values[row * width + at]! * question[at]!
    return sum
  })
}

function unit(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  return length > 0 ? vector.map((value) => value / length) : vector.slice()
}
