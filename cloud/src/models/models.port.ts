import type { z } from 'zod'

/** How long a call may take in all, retries included; the caller may also give up through `signal`. */
export interface TimeBudget {
  timeoutMs: number
  signal?: AbortSignal
  /**
   * Told what was spent, in millionths of a dollar: for what came back, and a guess on the high side for what failed or was given up
   * after it was asked. May be told more than once in one call, and after the caller gave up.
   */
  onCost?: (usdMicro: number) => void
}

export interface TokensUsed {
  input: number
  output: number
}

export interface WritingBudget extends TimeBudget {
  /** Most tokens the model may write. */
  maxTokens: number
}

export interface Embedding {
  /** One vector for each text, in order. */
  vectors: Float32Array[]
  /** Which embedder made them, `model@dimensions`: vectors of different embedders do not compare. */
  embedder: string
  /** Tokens billed. */
  tokens: number
}

export interface CompletionRequest<T> {
  system: string
  /** The last user message; texts of customers and of the knowledge belong in here, as data. */
  user: string
  /** Every property must be required (use `nullable`, not `optional`): strict structured outputs ask for it. */
  schema: z.ZodType<T>
  /** Letters, digits, `_` and `-`. */
  schemaName: string
  budget: WritingBudget
}

export interface Completion<T> {
  value: T
  /** The model that answered, as it names itself. */
  model: string
  tokens: TokensUsed
  ms: number
}

export interface Recording {
  audio: Buffer
  mime: string
  fileName: string
  budget: TimeBudget
}

/** What was made out of a recording or picture. */
export interface MadeOut {
  text: string
  ms: number
}

export interface Picture {
  image: Buffer
  mime: string
  /** What the customer asks about it; may be empty. */
  question: string
  budget: WritingBudget
}

/** What the rooms need of language models. Every method throws `ModelUnavailable`, or the signal's own reason. */
export interface Models {
  embed(texts: string[], budget: TimeBudget): Promise<Embedding>
  complete<T>(request: CompletionRequest<T>): Promise<Completion<T>>
  /** The words of a recording in Portuguese; an empty text when none could be made out. */
  transcribe(recording: Recording): Promise<MadeOut>
  /** What an image shows, in a few Portuguese sentences; an empty text when nothing could be made out. */
  look(picture: Picture): Promise<MadeOut>
}

export type ModelFailure = 'timeout' | 'down' | 'rate_limited' | 'bad_output' | 'refused'

/**
 * A model that could not serve, by name. `timeout`, `down` and `rate_limited` may pass; `bad_output` (unreadable or cut
 * off) may go better once more; `refused` (key, request or policy) will not. The message never holds prompt or key.
 */
export class ModelUnavailable extends Error {
  readonly kind: ModelFailure
  /** The vendor's HTTP status, where there was one. */
  readonly status: number | undefined

  constructor(kind: ModelFailure, detail: string, status?: number) {
    super(`model ${kind}: ${detail}`)
    this.name = 'ModelUnavailable'
    this.kind = kind
    this.status = status
  }
}
