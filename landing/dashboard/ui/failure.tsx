import { failureWords } from '@plantao/ui/failure-words'
import { type Text, useText } from '../text/use-text.ts'

/** What to say about a failure: the contract's sentence in the chosen language, ours for a missing line. */
export function failureText(text: Text, failure: unknown): string {
  return failureWords(failure, text.short === 'en' ? 'en' : 'pt-BR', text.ui.network)
}

/** A refusal, said at once to who cannot see it. Draws nothing when nothing failed. */
export function FailureNote({ failure }: { failure: unknown }) {
  const text = useText()
  if (!failure) return null
  return (
    <p className="note note-danger" role="alert">
      {failureText(text, failure)}
    </p>
  )
}
