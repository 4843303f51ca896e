export { openAiModels } from './adapters/openai.models.ts'
export { counted } from './counted.ts'
export { measured } from './measured.ts'
export {
  type Completion,
  type CompletionRequest,
  type Embedding,
  type ModelFailure,
  type Models,
  ModelUnavailable,
  type Picture,
  type Recording,
  type TimeBudget,
  type WritingBudget,
} from './models.port.ts'
export { modelsWithoutPrice, pricesOf } from './prices.ts'
export { createPurse, type Purse } from './purse.ts'
export { monthOf, recordSpend, spentThisMonth } from './spend.repo.ts'
