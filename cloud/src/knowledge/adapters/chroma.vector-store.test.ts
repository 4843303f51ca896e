import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { startChroma } from '../../../../infra/testing/parts/chroma.ts'
import { realPart } from '../../../../infra/testing/parts/real-part.ts'
import { VectorStoreUnavailable } from '../vector-store.port.ts'
import { ChromaVectorStore } from './chroma.vector-store.ts'
import { describeVectorStore } from './vector-store.conformance.ts'

const chroma = await realPart('ChromaVectorStore against a real Chroma', startChroma)

describe.skipIf(chroma === null)('with a real Chroma', () => {
  const store = new ChromaVectorStore({ url: chroma?.url ?? 'http://127.0.0.1:1', timeoutMs: 20_000 })
  afterAll(() => chroma?.stop())
  describeVectorStore('ChromaVectorStore', () => ({ store, keep: () => undefined }))
})

describe('ChromaVectorStore without a Chroma', () => {
  it('names the failure when nobody listens', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as { port: number }
    probe.close()
    await once(probe, 'close')
    const store = new ChromaVectorStore({ url: `http://127.0.0.1:${port}` })
    await expect(store.health()).rejects.toBeInstanceOf(VectorStoreUnavailable)
    await expect(store.search(randomUUID(), randomUUID(), Float32Array.of(1), 1)).rejects.toBeInstanceOf(
      VectorStoreUnavailable,
    )
  })

  it('names the failure when nobody answers in time', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    const store = new ChromaVectorStore({ url: `http://127.0.0.1:${port}`, timeoutMs: 50 })
    await expect(store.health()).rejects.toBeInstanceOf(VectorStoreUnavailable)
    silent.close()
  })
})
