export { ungroundedFacts } from './ungrounded-facts.ts'
