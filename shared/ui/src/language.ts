import { createContext, use } from 'react'

export type Language = 'pt-BR' | 'en'

/** What the pieces of this package say by themselves. Everything else comes from the screen that uses them. */
const WORDS = {
  'pt-BR': { close: 'Fechar', showPassword: 'Mostrar a senha' },
  en: { close: 'Close', showPassword: 'Show the password' },
}

/** The language of the page, as a provider: `<Language value="en">`. */
export const Language = createContext<Language>('pt-BR')

/** The words of this package in the language of the page. */
export function useWords() {
  return WORDS[use(Language)]
}
