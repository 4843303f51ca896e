import { cut } from '@plantao/shared/cut'
import { fold } from '@plantao/shared/fold'
import type { MemoryEntry } from '../conversations/index.ts'
import { smallTalk } from '../portuguese/index.ts'

/** What a customer asked in one turn, and what the bot said to it. */
export type Exchange = { asked: string; said: string }

/** Exchanges with the same words on both sides, in a row, after which nobody human is believed to be at the other end. */
const SAME_EXCHANGES = 3
/** Times that so few questions must have come round to be a circle; one question by itself has the rule above. */
const ROUNDS = 3
const SHORTEST_CIRCLE = 2 * ROUNDS

/**
 * Whether the bot seems to talk to another bot: the same exchange three times in a row, or a few questions that come round and
 * round, in whatever order. How much it says to one person at all is counted elsewhere.
 * @param question the turn that waits
 * @param recent what was said before it, since a person last had a word, oldest first
 */
export function loopBreaker(question: string, recent: readonly Exchange[]): boolean {
  return repeats(recent) || circles([...recent.map(({ asked }) => asked), question])
}

/**
 * Whether the customer now asks, word for word, what was asked in the two turns before and answered: the answer does not
 * help, or nobody human asks. Small talk is no question.
 */
export function asksAgain(question: string, recent: readonly Exchange[]): boolean {
  if (same(question) === '' || smallTalk(question) !== null) return false
  const before = recent.slice(1 - SAME_EXCHANGES)
  return before.length === SAME_EXCHANGES - 1 && before.every(({ asked }) => same(asked) === same(question))
}

/** The exchanges in a memory, oldest first; a person's word in it begins anew. */
export function exchangesOf(memory: readonly MemoryEntry[]): Exchange[] {
  const exchanges: Exchange[] = []
  let asked: string[] = []
  for (const { author, text } of memory) {
    if (author === 'contact') asked.push(text)
    else if (author === 'ai' && asked.length > 0) {
      exchanges.push({ asked: asked.join('\n'), said: text })
      asked = []
    } else if (author !== 'ai') exchanges.length = 0
  }
  return exchanges
}

function repeats(recent: readonly Exchange[]): boolean {
  const end = recent
    .slice(-SAME_EXCHANGES)
    .map(({ asked, said }) => JSON.stringify([same(asked), same(said)]))
  return end.length === SAME_EXCHANGES && end.every((exchange) => exchange === end[0])
}

/** Whether the last questions, six at least, are so few that each came three times on average. */
function circles(questions: readonly string[]): boolean {
  const different = new Set<string>()
  for (let length = 1; length <= questions.length; length++) {
    different.add(same(questions.at(-length)!))
    if (length >= SHORTEST_CIRCLE && different.size * ROUNDS <= length) return true
  }
  return false
}

/** Characters of a text that are compared: the beginning tells two texts apart, and nobody's length costs more. */
export const COMPARED = 500

/** The words alone: machines change their marks and capitals no more than people do. */
function same(text: string): string {
  return fold(cut(text, COMPARED))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
