import type OpenAI from 'openai'
import { type CompletionRequest, ModelUnavailable } from '../models.port.ts'
import { type Asked, paid } from './openai.paid.ts'

type Question = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model' | 'max_completion_tokens'>
type Call = {
  budget: CompletionRequest<unknown>['budget']
  signal: AbortSignal
  /** Tokens of the question, rather too many: what is counted where the server does not tell. */
  guessed: number
}

/** One question to a model that writes, paid for. Throws `refused` where the model declines. */
export async function chat(
  { client, model, prices }: Asked,
  { budget, signal, guessed }: Call,
  question: Question,
): Promise<OpenAI.ChatCompletion> {
  const upTo = (output: number) => prices.writing([model], { input: guessed, output })
  const answer = await paid(
    budget,
    signal,
    { read: upTo(0), whole: upTo(budget.maxTokens) },
    () =>
      client.chat.completions.create(
        { model, ...question, max_completion_tokens: budget.maxTokens },
        { signal, timeout: budget.timeoutMs },
      ),
    ({ model: by, usage }) =>
      prices.writing([by, model], {
        input: usage?.prompt_tokens ?? guessed,
        output: usage?.completion_tokens ?? budget.maxTokens,
      }),
  )
  const choice = answer.choices?.[0]
  if (choice?.message.refusal || choice?.finish_reason === 'content_filter')
    throw new ModelUnavailable('refused', 'the model declined')
  return answer
}
