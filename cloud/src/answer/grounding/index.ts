export { ungroundedFacts } from './ungrounded-facts.ts'
export { type KindOfFact, statedFacts } from './stated-facts.ts'
