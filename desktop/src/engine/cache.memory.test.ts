import { cacheConformance } from './cache.conformance.ts'
import { memoryCache } from './cache.memory.ts'

cacheConformance('the memory cache', async () => memoryCache())
