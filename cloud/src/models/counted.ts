import { costOf } from './cost.ts'
import type { CompletionRequest, Models } from './models.port.ts'

/** The same models, telling what each call that succeeded cost. Millionths of a dollar. */
export function counted(models: Models, onCost: (usdMicro: number) => void): Models {
  const told = <T extends { costUsdMicro: number }>(answer: T): T => {
    onCost(answer.costUsdMicro)
    return answer
  }
  return {
    async embed(texts, budget) {
      const made = await models.embed(texts, budget)
      onCost(costOf(made.embedder, { input: made.tokens }, 1))
      return made
    },
    async complete<T>(request: CompletionRequest<T>) {
      const written = await models.complete(request)
      onCost(costOf(written.model, written.tokens, 1))
      return written
    },
    transcribe: async (recording) => told(await models.transcribe(recording)),
    look: async (picture) => told(await models.look(picture)),
  }
}
