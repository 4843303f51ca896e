import { usePreferences } from '../preferences.ts'
import { en } from './en/index.ts'
import { ptBR } from './pt-br/index.ts'

export type Text = typeof ptBR

/** The catalogue of the chosen language. */
export function useText(): Text {
  return usePreferences((preferences) => preferences.language) === 'en' ? en : ptBR
}
