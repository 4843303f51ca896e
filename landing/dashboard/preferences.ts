import { create } from 'zustand'

export type Language = 'pt-BR' | 'en'
export type Theme = 'system' | 'light' | 'dark'
type Preferences = { language: Language; theme: Theme }

const KEY = 'plantao.dashboard'

/** How this browser likes to see the dashboard. Holds nothing of the company. */
export const usePreferences = create<Preferences>(() => ({ language: 'pt-BR', theme: 'system' }))

/** Reads what this browser remembers and keeps it up to date; storage may be forbidden. */
export function startPreferences(): void {
  try {
    const { language, theme } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    if (language === 'en' || language === 'pt-BR') usePreferences.setState({ language })
    if (theme === 'light' || theme === 'dark') usePreferences.setState({ theme })
  } catch {
    // Preferences then last as long as the page.
  }
  apply(usePreferences.getState())
  usePreferences.subscribe((preferences) => {
    apply(preferences)
    try {
      localStorage.setItem(KEY, JSON.stringify(preferences))
    } catch {
      // See above.
    }
  })
}

function apply({ language, theme }: Preferences): void {
  document.documentElement.lang = language
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
