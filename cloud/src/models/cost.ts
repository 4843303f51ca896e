interface Price {
  /** US dollars for a million input tokens. */
  input: number
  /** US dollars for a million output tokens; 0 for embeddings. */
  output: number
}

// OpenAI's list prices, https://platform.openai.com/docs/pricing, standard tier, written down from memory of the page of
// 2025: check them there before billing anyone by them.
const PRICES: Record<string, Price> = {
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
}

/** Dollars for a minute of sound, of models that bill by time; same source. */
const BY_MINUTE: Record<string, number> = { 'whisper-1': 0.006 }

/** What listening to so many seconds cost, of a model that bills by time. Millionths of a dollar. */
export function costOfSound(model: string, seconds: number): number {
  return Math.round(((BY_MINUTE[model] ?? 0) * seconds * 1_000_000) / 60)
}

/** Reais for a dollar when the caller knows no better: a round figure near the rates of 2025, not a quotation. */
const DEFAULT_BRL_PER_USD = 5.5

/**
 * What a call cost in micro-reais (millionths of a real), rounded to whole ones. Dated snapshots
 * ("gpt-4.1-mini-2025-04-14") cost what their model does; an unknown or sandbox model costs 0.
 * @param embedderOrModel a model's name, or an embedder's `model@dimensions`
 */
export function costOf(
  embedderOrModel: string,
  tokens: { input: number; output?: number },
  brlPerUsd = DEFAULT_BRL_PER_USD,
): number {
  const name = embedderOrModel.replace(/@\d+$/, '').replace(/-\d{4}-\d{2}-\d{2}$/, '')
  const price = Object.hasOwn(PRICES, name) ? PRICES[name] : undefined
  if (!price) return 0
  // Dollars for a million tokens are micro-dollars for one.
  const microDollars = tokens.input * price.input + (tokens.output ?? 0) * price.output
  return Math.round(microDollars * brlPerUsd)
}
