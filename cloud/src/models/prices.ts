import type { Environment } from '../platform/environment.ts'
import type { Logger } from '../platform/logging.ts'
import type { ModelPrice, ModelPrices } from '../platform/settings/model-prices.ts'
import type { TokensUsed } from './models.port.ts'

// OpenAI's list prices, https://platform.openai.com/docs/pricing, standard tier, written down from memory of the page of
// 2025: check them there before billing anyone by them.
const LISTED: ModelPrices = {
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  // Tokens of sound in, of words out.
  'gpt-4o-mini-transcribe': { input: 1.25, output: 5 },
  'gpt-4o-transcribe': { input: 2.5, output: 10 },
  'text-embedding-3-small': { input: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, output: 0 },
  // The offline models, which nobody sells.
  'sandbox-chat-1': { input: 0, output: 0 },
  'sandbox-embedding-1': { input: 0, output: 0 },
}

/** Dollars for a minute of sound, of models that bill by time; same source. */
const BY_MINUTE: Record<string, number> = { 'whisper-1': 0.006 }

/**
 * What a model costs whose price nobody told: twice the dearest of the list that writes or listens, ten times the dearest that embeds.
 * Rather too much than too little: a monthly ceiling must bind for whatever a server is called.
 */
export const CEILING = {
  writing: { input: 5, output: 20 },
  embedding: { input: 1.3, output: 0 },
  minuteOfSound: 0.06,
} as const

/** For guesses of what is billed by tokens: a second of sound is ten of them, and of speech in it four of words. */
const SOUND_TOKENS_A_SECOND = 10
const WORD_TOKENS_A_SECOND = 4

export type Prices = ReturnType<typeof createPrices>

/**
 * What calls cost, in whole millionths of a dollar. A call is priced by the model that answered, else by the one that was asked
 * (a deployment may answer under a name of its own), else by the ceiling.
 * @param given prices told by the operator; they come before the list
 * @param onUnknown told once of each name that has no price
 */
export function createPrices(given: ModelPrices = {}, onUnknown: (name: string) => void = () => undefined) {
  const unknown = new Set<string>()

  function find(names: readonly string[]): ModelPrice | undefined {
    // A server may leave out what it is called.
    const told = names.filter(Boolean)
    for (const name of told) {
      const price = priceOf(name, given)
      if (price) return price
    }
    const name = plainName(told[0] ?? '')
    if (!unknown.has(name)) {
      unknown.add(name)
      onUnknown(name)
    }
    return undefined
  }

  return {
    writing: (names: readonly string[], used: TokensUsed) => costAt(find(names) ?? CEILING.writing, used),
    embedding: (names: readonly string[], tokens: number) =>
      costAt(find(names) ?? CEILING.embedding, { input: tokens, output: 0 }),
    /** Of so much sound, by a model whose answer does not tell tokens, or that has not answered. */
    sound: (model: string, seconds: number) => {
      const name = plainName(model)
      const minute = Object.hasOwn(BY_MINUTE, name) ? BY_MINUTE[name]! : CEILING.minuteOfSound
      const price = priceOf(model, given)
      if (!price) return Math.round((minute * seconds * 1_000_000) / 60)
      return costAt(price, { input: seconds * SOUND_TOKENS_A_SECOND, output: seconds * WORD_TOKENS_A_SECOND })
    },
  }
}

/** Whether a price is listed or given for a model. */
export function hasPrice(name: string, given: ModelPrices = {}): boolean {
  return priceOf(name, given) !== undefined || Object.hasOwn(BY_MINUTE, plainName(name))
}

/** The operator's prices; each model asked for that has none is told in the log. */
export function pricesOf(
  { openAi, modelPrices }: Pick<Environment, 'openAi' | 'modelPrices'>,
  log: Pick<Logger, 'warn'>,
): Prices {
  const unpriced = (model: string) =>
    log.warn(
      { model },
      'no price is known for this model: its calls count at the ceiling price (MODEL_PRICES)',
    )
  modelsWithoutPrice(openAi, modelPrices).forEach(unpriced)
  return createPrices(modelPrices, unpriced)
}

/** Which of the models that the operator asks for have no price; those it leaves to us have one. */
export function modelsWithoutPrice(
  asked: {
    chatModel?: string | undefined
    embeddingModel?: string | undefined
    transcriptionModel?: string | undefined
  },
  given: ModelPrices,
): string[] {
  const named = [asked.chatModel, asked.embeddingModel, asked.transcriptionModel]
  return named.filter((name) => name !== undefined).filter((name) => !hasPrice(name, given))
}

function priceOf(name: string, given: ModelPrices): ModelPrice | undefined {
  for (const known of [name, plainName(name)]) {
    if (Object.hasOwn(given, known)) return given[known]
    if (Object.hasOwn(LISTED, known)) return LISTED[known]
  }
  return undefined
}

/** Dated snapshots ("gpt-4.1-mini-2025-04-14") cost what their model does. */
function plainName(name: string): string {
  return name.replace(/-\d{4}-\d{2}-\d{2}$/, '')
}

function costAt({ input, output }: ModelPrice, used: TokensUsed): number {
  // Dollars for a million tokens are micro-dollars for one.
  return Math.round(used.input * input + used.output * output)
}
