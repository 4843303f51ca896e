import { ERRORS, type ErrorCode, sentenceFor } from '@plantao/shared/errors'
import { ApiError } from '@plantao/shared/http/api'
import { type Text, useText } from '../text/use-text.ts'
import { useSaidAtFields } from './form.tsx'

/** What to say about a failure: the contract's sentence in the chosen language, ours for a missing line. */
export function failureText(text: Text, failure: unknown): string {
  if (!(failure instanceof ApiError)) return sentenceFor('internal', text.short)
  if (failure.code === 'network') return text.ui.network
  const known: ErrorCode = Object.hasOwn(ERRORS, failure.code) ? (failure.code as ErrorCode) : 'internal'
  return sentenceFor(known, text.short, failure.details)
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
