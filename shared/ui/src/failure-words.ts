import { ERRORS, type ErrorCode, sentenceFor } from '@plantao/shared/errors'
import type { Language } from './language.ts'

type Failure = { code: string; details: Record<string, unknown> }

/**
 * What to say about a failure: the contract's sentence in the language of the page.
 * @param failure anything else than a named failure is told as `internal`
 * @param network what the screen says where no answer came, since it knows what was kept
 */
export function failureWords(failure: unknown, language: Language, network: string): string {
  const { code, details } = isNamed(failure) ? failure : { code: 'internal', details: {} }
  if (code === 'network') return network
  const known = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal'
  return sentenceFor(known, language === 'en' ? 'en' : 'pt', details)
}

function isNamed(failure: unknown): failure is Failure {
  return typeof failure === 'object' && failure !== null && 'code' in failure && 'details' in failure
}
