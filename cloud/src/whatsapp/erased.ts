import type { About } from './about.ts'

/** What the records tell of an event whose person or message may have been erased. */
export type ErasedFacts = Pick<About, 'what' | 'at'> & {
  /** The last erasure of anybody it names; null when nobody of them was erased. */
  erasedAt: Date | null
  /** One of its messages was erased with its thread. */
  messageErased: boolean
  /** The person has written again since, and is a contact anew. */
  livesAgain: boolean
  /** The message it changes stands in our records, or it may be a send of ours that is on its way. */
  isKnown: boolean
}

/**
 * Whether an event belongs to what was erased. What was said up to the erasure is, whatever brings it; WhatsApp counts whole
 * seconds, so what was said in the very second of the erasure is, too. What was said later is a new acquaintance. Pure.
 */
export function isErased({ what, at, erasedAt, messageErased, livesAgain, isKnown }: ErasedFacts): boolean {
  if (messageErased) return true
  if (!erasedAt) return false
  const before = at !== null && at <= erasedAt
  switch (what) {
    case 'said':
      return before
    // A send of ours that was in flight: only a customer's words, or a person's on the phone, begin anew.
    case 'own_send':
      return before || !(livesAgain && isKnown)
    // About a message nobody here knows, of somebody nobody here knows any more.
    case 'change':
      return !livesAgain && !isKnown
    case 'other':
      return before || !livesAgain
  }
}
