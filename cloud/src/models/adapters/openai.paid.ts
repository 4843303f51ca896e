import type OpenAI from 'openai'
import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { TimeBudget } from '../models.port.ts'
import type { Prices } from '../prices.ts'

/** Whom a call goes to, and what it costs there. */
export type Asked = { client: OpenAI; model: string; prices: Prices }

/** What a request costs if only its words were read, and if all was written that it allows. Millionths of a dollar. */
export type Guess = { read: number; whole: number }

/**
 * Makes one request and tells what it cost: what the answer says, or, where none came, a guess on the high side. Nothing for what the
 * vendor turned away (4xx); what was read for a connection or server that failed; the whole for what was waited for in vain, since
 * a vendor goes on writing, and billing, until it notices.
 * @param signal fires when nobody waits any more
 */
export async function paid<T>(
  { onCost }: TimeBudget,
  signal: AbortSignal,
  guess: Guess,
  request: () => Promise<T>,
  costOf: (answer: T) => number,
): Promise<T> {
  let answer: T
  try {
    answer = await request()
  } catch (error) {
    onCost?.(guessedCost(error, signal.aborted, guess))
    throw error
  }
  onCost?.(costOf(answer))
  return answer
}

function guessedCost(error: unknown, isGivenUp: boolean, { read, whole }: Guess): number {
  const isLate = error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError
  if (isGivenUp || isLate) return whole
  // A status below 500 is the vendor's word that it did nothing, 408 apart; what is no vendor's error came with an answer.
  const isRefused = error instanceof APIError && error.status && error.status < 500 && error.status !== 408
  if (isRefused) return 0
  if (error instanceof APIError) return read
  return whole
}

/** Tokens of a text, rather too many: Portuguese takes some three and a half characters for one. */
export function guessedTokens(text: string): number {
  return Math.ceil(text.length / 3)
}
