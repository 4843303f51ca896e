import type { VectorStore } from '../vector-store.port.ts'
export function chromaVectorStore(_: { url: string }): VectorStore {
  throw new Error('trial')
}
