import { type Completion, type Models, ModelUnavailable, type WritingBudget } from '../models/index.ts'
import { type AnswerInput, ModelAnswer, SYSTEM_PROMPT, userDocument } from './prompt.ts'

/**
 * Asks the model for a draft. An unreadable answer is asked for once more while the budget lasts; anything else that goes wrong is
 * thrown as it comes: `ModelUnavailable`, or the signal's own reason.
 */
export async function writeAnswer(
  models: Pick<Models, 'complete'>,
  input: AnswerInput,
  budget: WritingBudget,
): Promise<Completion<ModelAnswer>> {
  const request = {
    system: SYSTEM_PROMPT,
    user: userDocument(input),
    schema: ModelAnswer,
    schemaName: 'answer',
    budget,
  }
  try {
    return await models.complete(request)
  } catch (error) {
    const mayGoBetter = error instanceof ModelUnavailable && error.kind === 'bad_output'
    if (!mayGoBetter || budget.signal?.aborted) throw error
    return models.complete(request)
  }
}
