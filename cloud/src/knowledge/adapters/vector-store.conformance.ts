import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { VectorItem, VectorStore } from '../vector-store.port.ts'

/** What a store needs to be tested: `keep` stores vectors where a store that does not own them would read them. */
export type Candidate = {
  store: VectorStore
  keep: (tenantId: string, revisionId: string, items: readonly VectorItem[]) => void
}

/** Checks that a vector store keeps the port's promises. In: its name and how to get one (asked inside each test). */
export function describeVectorStore(name: string, candidate: () => Candidate): void {
  const published = async (tenantId: string, revisionId: string, items: readonly VectorItem[]) => {
    candidate().keep(tenantId, revisionId, items)
    await candidate().store.publish(tenantId, revisionId, items)
  }
  const items = (prefix: string): VectorItem[] => [
    { chunkId: `${prefix}-east`, vector: Float32Array.of(2, 0, 0) },
    { chunkId: `${prefix}-north`, vector: Float32Array.of(0, 3, 0) },
    { chunkId: `${prefix}-north-east`, vector: Float32Array.of(1, 1, 0) },
  ]

  describe(`${name} as a vector store`, () => {
    it('is healthy', async () => {
      await expect(candidate().store.health()).resolves.toBeUndefined()
    })

    it('finds the nearest by cosine, nearest first, no more than asked', async () => {
      const [tenant, revision] = [randomUUID(), randomUUID()]
      await published(tenant, revision, items('a'))
      const hits = await candidate().store.search(tenant, revision, Float32Array.of(5, 1, 0), 2)
      expect(hits.map((hit) => hit.chunkId)).toEqual(['a-east', 'a-north-east'])
      expect(hits[0]!.similarity).toBeCloseTo(5 / Math.sqrt(26), 4)
      expect(hits[1]!.similarity).toBeCloseTo(6 / Math.sqrt(52), 4)
      const opposite = await candidate().store.search(tenant, revision, Float32Array.of(-1, 0, 0), 10)
      expect(opposite).toHaveLength(3)
      expect(opposite.at(-1)!.similarity).toBeCloseTo(-1, 4)
    })

    it('keeps tenants and revisions apart', async () => {
      const [one, other, revision, later] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
      await published(one, revision, items('one'))
      await published(other, revision, items('other'))
      await published(one, later, items('later').slice(0, 1))
      const ask = Float32Array.of(1, 0, 0)
      const found = async (tenant: string, of: string) =>
        (await candidate().store.search(tenant, of, ask, 10)).map((hit) => hit.chunkId).sort()
      expect(await found(one, revision)).toEqual(['one-east', 'one-north', 'one-north-east'])
      expect(await found(other, revision)).toEqual(['other-east', 'other-north', 'other-north-east'])
      expect(await found(one, later)).toEqual(['later-east'])
    })

    it('finds nothing in a revision never published, in an empty one and in a dropped one', async () => {
      const [tenant, revision] = [randomUUID(), randomUUID()]
      const { store, keep } = candidate()
      const ask = Float32Array.of(1, 0, 0)
      expect(await store.search(tenant, randomUUID(), ask, 3)).toEqual([])
      await published(tenant, revision, items('a'))
      expect(await store.search(tenant, revision, ask, 3)).toHaveLength(3)
      keep(tenant, revision, [])
      await store.drop(tenant, revision)
      await store.drop(tenant, revision)
      expect(await store.search(tenant, revision, ask, 3)).toEqual([])
      const empty = randomUUID()
      await published(tenant, empty, [])
      expect(await store.search(tenant, empty, ask, 3)).toEqual([])
    })

    it('may be published again', async () => {
      const [tenant, revision] = [randomUUID(), randomUUID()]
      await published(tenant, revision, items('a'))
      await published(tenant, revision, items('a'))
      expect(await candidate().store.search(tenant, revision, Float32Array.of(1, 0, 0), 10)).toHaveLength(3)
    })

    it('shows all or nothing to searches that run while a revision is published', async () => {
      const [tenant, revision] = [randomUUID(), randomUUID()]
      const many = Array.from({ length: 2_500 }, (_, at): VectorItem => {
        return { chunkId: `c-${at}`, vector: Float32Array.of(Math.cos(at), Math.sin(at), 1) }
      })
      let busy = true
      const publishing = published(tenant, revision, many).finally(() => {
        busy = false
      })
      const seen = new Set<number>()
      do {
        seen.add((await candidate().store.search(tenant, revision, Float32Array.of(0, 0, 1), 2_500)).length)
      } while (busy)
      await publishing
      const after = await candidate().store.search(tenant, revision, Float32Array.of(0, 0, 1), 2_500)
      expect(after).toHaveLength(2_500)
      for (const count of seen) expect([0, 2_500]).toContain(count)
    })
  })
}
