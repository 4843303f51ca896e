export { type CandidateSearch, candidateSearch, embedTexts } from './candidate.ts'
export {
  lockNewestText,
  publishedRevision,
  readKnowledge,
  readRevisionText,
} from './knowledge.repo.ts'
export { knowledgeRoutes } from './knowledge.route.ts'
export { createVectorLoader } from './load-vectors.ts'
export { checkKnowledge, createPublisher, type Publisher } from './publish.ts'
export { AlikeIndex } from './retrieval/alike-index.ts'
export { analyse } from './retrieval/analyse.ts'
export { IndexCache } from './retrieval/index-cache.ts'
export { gistOf, likeness, SAME_QUESTION } from './retrieval/likeness.ts'
export { createSearch, type Found, type FoundChunk, type Search, type SearchableIndex } from './search.ts'
export type { VectorStore } from './vector-store.port.ts'
