import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import type { z } from 'zod'
import type { MemoryEntry } from '../conversations/index.ts'
import type { CompletionRequest, Models } from '../models/index.ts'
import { type DecideInput, decide, type Found, type Search } from './decide.ts'
import type { ModelAnswer } from './prompt.ts'

// A turn decided against a search and a model that answer as they are told.

export const chunk = { id: 'a', heading: 'Entrega', text: 'Jardim Aurora: R$ 5,00.', hash: 'h', score: 0.9 }
export const other = { id: 'b', text: 'Abrimos às 8h.', hash: 'i', score: 0.4 }
export const answer: ModelAnswer = {
  decision: 'answer',
  reason: null,
  reply: 'O frete é R$ 5,00.',
  citations: ['a'],
}

type Given = Partial<Omit<DecideInput, 'bubbles'>> & {
  text?: string | null
  bubbles?: DecideInput['bubbles']
  found?: Partial<Found>
  search?: Search
  draft?: unknown
  models?: Pick<Models, 'complete'>
}

/** Decides a turn against a search and a model that answer as told, and tells what they were asked. */
export async function decided({
  text = 'quanto é o frete?',
  found,
  search,
  draft = answer,
  models,
  ...part
}: Given) {
  const searched: string[] = []
  const written: CompletionRequest<unknown>[] = []
  const outcome = await decide(
    {
      companyName: 'Padaria',
      tone: 'casual',
      threshold: DEFAULT_BOT_SETTINGS.threshold,
      bubbles: [{ kind: 'text', text }],
      memory: [],
      ...part,
    },
    {
      clock: { now: () => new Date('2026-03-02T12:00:00Z') },
      search: (question, signal, onCost) => {
        searched.push(question)
        return (
          search?.(question, signal, onCost) ??
          Promise.resolve({ chunks: [chunk, other], confidence: 0.8, ...found })
        )
      },
      models: {
        complete: <T>(request: CompletionRequest<T>) => {
          written.push(request as CompletionRequest<unknown>)
          if (models) return models.complete(request)
          request.budget.onCost?.(560)
          const value = (request.schema as z.ZodType<T>).parse(draft)
          return Promise.resolve({
            value,
            model: 'gpt-4.1-mini',
            tokens: { input: 1000, output: 100 },
            ms: 5,
          })
        },
      },
    },
  )
  return { outcome, searched, written }
}

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

export function memory(author: MemoryEntry['author'], text: string): MemoryEntry {
  return { author, text, at: new Date('2026-03-02T11:00:00Z') }
}
