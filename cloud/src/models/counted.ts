import type { CompletionRequest, Models, TimeBudget } from './models.port.ts'

/** The same models, telling what each call cost, whether it succeeded, failed or was given up. Millionths of a dollar. */
export function counted(models: Models, onCost: (usdMicro: number) => void): Models {
  const told = <B extends TimeBudget>(budget: B): B => ({
    ...budget,
    onCost: (usdMicro: number) => {
      onCost(usdMicro)
      budget.onCost?.(usdMicro)
    },
  })
  return {
    embed: (texts, budget) => models.embed(texts, told(budget)),
    complete: <T>(request: CompletionRequest<T>) =>
      models.complete({ ...request, budget: told(request.budget) }),
    transcribe: (recording) => models.transcribe({ ...recording, budget: told(recording.budget) }),
    look: (picture) => models.look({ ...picture, budget: told(picture.budget) }),
  }
}
