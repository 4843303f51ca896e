import { type Theme, usePreferences } from '../preferences.ts'
import { useText } from '../text/use-text.ts'
import { Panel } from '../ui/page.tsx'

/** Light, dark or as the system; and the language of these pages, in this browser. */
export function Appearance() {
  const text = useText()
  const { theme, language } = usePreferences()
  return (
    <Panel id="appearance" title={text.profile.appearance} lead={text.profile.appearanceLead}>
      <div className="form">
        <div className="field">
          <label htmlFor="theme">{text.profile.theme}</label>
          <select
            id="theme"
            className="input"
            value={theme}
            onChange={(event) => usePreferences.setState({ theme: event.target.value as Theme })}
          >
            {(['system', 'light', 'dark'] as const).map((one) => (
              <option key={one} value={one}>
                {text.profile.themes[one]}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="page-language">{text.profile.pageLanguage}</label>
          <select
            id="page-language"
            className="input"
            value={language}
            onChange={(event) =>
              usePreferences.setState({ language: event.target.value === 'en' ? 'en' : 'pt-BR' })
            }
          >
            <option value="pt-BR">Português</option>
            <option value="en">English</option>
          </select>
        </div>
      </div>
    </Panel>
  )
}
