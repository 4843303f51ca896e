import { failureWords } from '@plantao/ui/failure-words'
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
export function failureText(text: Catalogue, failure: Failure): string {
  return failureWords(failure, text.locale === 'en' ? 'en' : 'pt-BR', text.failure.network)
}
