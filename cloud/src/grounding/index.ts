export { asWritten } from './as-written.ts'
export { foreignContacts } from './foreign-contacts.ts'
export { type KindOfFact, statedFacts } from './stated-facts.ts'
export { ungroundedFacts } from './ungrounded-facts.ts'
