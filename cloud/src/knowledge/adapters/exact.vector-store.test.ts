import { describe, expect, it } from 'vitest'
import { matrixOf } from '../vector-matrix.ts'
import { type VectorItem, VectorStoreUnavailable } from '../vector-store.port.ts'
import { ExactVectorStore } from './exact.vector-store.ts'
import { describeVectorStore } from './vector-store.conformance.ts'

const kept = new Map<string, readonly VectorItem[]>()
const load = async (tenantId: string, revisionId: string) =>
  matrixOf(kept.get(`${tenantId} ${revisionId}`) ?? [])
const store = new ExactVectorStore(load, 3)

describeVectorStore('ExactVectorStore', () => ({
  store,
  keep: (tenantId, revisionId, items) => void kept.set(`${tenantId} ${revisionId}`, items),
}))

describe('ExactVectorStore', () => {
  it('names a failure of the database it reads from, and tries again the next time', async () => {
    let down = true
    const flaky = new ExactVectorStore(async () => {
      if (down) throw new Error('connection refused')
      return matrixOf([{ chunkId: 'a', vector: Float32Array.of(1) }])
    })
    await expect(flaky.search('t', 'r', Float32Array.of(1), 1)).rejects.toBeInstanceOf(VectorStoreUnavailable)
    down = false
    expect(await flaky.search('t', 'r', Float32Array.of(1), 1)).toEqual([{ chunkId: 'a', similarity: 1 }])
  })

  it('reads once what is warmed and then searched, and a failure while warming harms nobody', async () => {
    let reads = 0
    const counting = new ExactVectorStore(async () => {
      reads++
      if (reads === 1) throw new Error('connection refused')
      return matrixOf([{ chunkId: 'a', vector: Float32Array.of(1) }])
    })
    counting.warm('t', 'r')
    await expect(counting.search('t', 'r', Float32Array.of(1), 1)).rejects.toBeInstanceOf(
      VectorStoreUnavailable,
    )
    counting.warm('t', 'r')
    expect(await counting.search('t', 'r', Float32Array.of(1), 1)).toEqual([{ chunkId: 'a', similarity: 1 }])
    expect(reads).toBe(2)
  })

  it('refuses a question embedded by another model', async () => {
    const narrow = new ExactVectorStore(async () =>
      matrixOf([{ chunkId: 'a', vector: Float32Array.of(1, 0) }]),
    )
    await expect(narrow.search('t', 'r', Float32Array.of(1), 1)).rejects.toBeInstanceOf(RangeError)
  })
})
