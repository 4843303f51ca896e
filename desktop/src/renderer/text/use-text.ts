import { ERRORS, type ErrorCode, sentenceFor } from '@plantao/shared/errors'
import type { Failure } from '../bridge.ts'
import { usePreferences } from '../settings/preferences.ts'
import { en } from './en.ts'
import { type Catalogue, ptBR } from './pt-br.ts'

/** The catalogue of the chosen language. */
export function useText(): Catalogue {
  return usePreferences((preferences) => preferences.language) === 'en' ? en : ptBR
}

/** The catalogue now, outside of a component. */
export function textNow(): Catalogue {
  return usePreferences.getState().language === 'en' ? en : ptBR
}

/** What to say about a failure: the contract's sentence, ours for a missing line. */
export function failureText(text: Catalogue, { code, details }: Failure): string {
  if (code === 'network') return text.failure.network
  const known: ErrorCode = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal'
  return sentenceFor(known, text.locale === 'en' ? 'en' : 'pt', details)
}
