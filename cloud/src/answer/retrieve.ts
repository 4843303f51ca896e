import type { MemoryEntry } from '../conversations/index.ts'
import { followUp, speaksOf } from './follow-up.ts'
import type { FoundChunk } from './outcome.ts'

export type Found = {
  chunks: FoundChunk[]
  confidence: number
}
export type Search = (question: string, signal: AbortSignal) => Promise<Found>

/**
 * Looks for what answers a question. One that leans on the question before it is searched together with it, and alone if
 * that finds nothing sure and it does not point back. When it names something of its own, it is searched together only if
 * alone it finds nothing sure, and only believed if what is found speaks of that.
 * Throws what `search` throws, after one more try, or the signal's reason.
 */
export async function retrieve(
  search: Search,
  question: string,
  { memory, threshold, signal }: { memory: readonly MemoryEntry[]; threshold: number; signal: AbortSignal },
): Promise<Found> {
  const sure = persistent(search, signal)
  const leaning = followUp(question, memory)
  if (!leaning) return sure(question)
  if (leaning.empty) {
    const together = await sure(leaning.enriched)
    if (leaning.pointsBack || together.confidence >= threshold) return together
    const alone = await sure(question)
    return alone.confidence >= threshold ? alone : together
  }
  const alone = await sure(question)
  if (alone.confidence >= threshold) return alone
  const together = await sure(leaning.enriched)
  const aboutIt = together.chunks
    .slice(0, 1)
    .some(({ text, heading }) => speaksOf(`${heading ?? ''} ${text}`, leaning.own))
  return aboutIt && together.confidence > alone.confidence ? together : alone
}

function persistent(search: Search, signal: AbortSignal): (question: string) => Promise<Found> {
  const once = (question: string) => withinBudget(search(question, signal), signal)
  return (question) =>
    once(question).catch((error: unknown) => {
      if (signal.aborted) throw error
      return once(question)
    })
}

/** The work, or the signal's reason as soon as it fires, whether or not the work listens to it. */
export function withinBudget<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined)
    return Promise.reject(signal.reason)
  }
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
