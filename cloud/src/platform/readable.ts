import { cut, cutStart } from '@plantao/shared/cut'

/**
 * How much of what somebody outside wrote is read for its meaning, in characters (UTF-16 units). The whole is stored and
 * shown; whatever looks at words reads no more than this of them, so that no text costs more than an ordinary long one.
 */
export const MOST_READ = {
  /**
   * What a customer says in one turn, in bubbles, in a voice note or in an image: ten minutes of speech, the longest
   * that is listened to, are some 8,000. A longer turn is not answered but handed to a person.
   */
  turn: 8_192,
  /** One message of the past that an answer has in mind. Ten of them and the turn are some 7,000 tokens. */
  remembered: 2_048,
  /** What is searched for: as much as the playground takes. More words make a search no better. */
  question: 2_000,
  /** What a person answers: as much as the console sends. */
  answer: 4_096,
  /** Questions that are held against each other, thousands at a time; the queue's card has 300. */
  compared: 500,
  /** A file's name; file systems take 255 bytes. */
  fileName: 200,
} as const

/** The beginning of a text, as much of it as is read. */
export function readable(text: string, as: keyof typeof MOST_READ): string {
  return cut(text, MOST_READ[as])
}

/** Its end instead, where that is what tells. */
export function readableEnd(text: string, as: keyof typeof MOST_READ): string {
  return cutStart(text, MOST_READ[as])
}
