import { cut } from '@plantao/shared/cut'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'

/** Longer texts are folded at this many characters: one message must not hide the rest of the talk. */
const FOLD = 900

/** A message's words, folded when very long. */
export function Words({ words }: { words: string }) {
  const text = useText()
  const [whole, setWhole] = useState(false)
  const long = words.length > FOLD
  return (
    <>
      <span className="words">{long && !whole ? `${cut(words, FOLD).trimEnd()}…` : words}</span>
      {long && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? text.conversation.readLess : text.conversation.readMore}
        </button>
      )}
    </>
  )
}
