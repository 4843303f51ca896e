import { failureWords } from '@plantao/ui/failure-words'
import { useSaidAtFields } from '@plantao/ui/form'
import { type Text, useText } from '../text/use-text.ts'

/** What to say about a failure: the contract's sentence in the chosen language, ours for a missing line. */
export function failureText(text: Text, failure: unknown): string {
  return failureWords(failure, text.short === 'en' ? 'en' : 'pt-BR', text.ui.network)
}

/** A refusal, read out at once. Draws nothing when nothing failed, or when the fields of the form around say it all. */
export function FailureNote({ failure }: { failure: unknown }) {
  const text = useText()
  const said = useSaidAtFields(failure)
  if (!failure || said) return null
  return (
    <p className="note note-danger" role="alert">
      {failureText(text, failure)}
    </p>
  )
}
