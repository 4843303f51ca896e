import { usePreferences } from '../preferences.ts'
import { en } from './en/index.ts'
import { ptBR, type Text } from './pt-br/index.ts'

export type { Text }

/** The catalogue of the chosen language. */
export function useText(): Text {
  return usePreferences((preferences) => preferences.language) === 'en' ? en : ptBR
}
