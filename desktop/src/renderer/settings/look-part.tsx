import { ZOOMS } from '../bridge.ts'
import { useText } from '../text/use-text.ts'
import { Choices, Pick } from './fields.tsx'
import { changeDesktop, useDesktop } from './machine.ts'
import { prefer, usePreferences } from './preferences.ts'

/** Language, theme and, where the application can, the size of everything. */
export function LookPart() {
  const { settings: text, locale } = useText()
  const { language, theme } = usePreferences()
  const desktop = useDesktop()
  return (
    <>
      <Choices
        name="language"
        legend={text.language}
        value={language}
        choices={[
          { value: 'pt-BR', words: 'Português' },
          { value: 'en', words: 'English' },
        ]}
        onChoose={(value) => prefer({ language: value })}
      />
      <Choices
        name="theme"
        legend={text.theme}
        value={theme}
        choices={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          words: text.themes[value],
        }))}
        onChoose={(value) => prefer({ theme: value })}
      />
      {desktop && (
        <Pick
          label={text.zoom}
          value={desktop.settings.zoom}
          options={ZOOMS.map((value) => ({
            value,
            words: (value / 100).toLocaleString(locale, { style: 'percent' }),
          }))}
          onPick={(zoom) => void changeDesktop({ zoom })}
          hint={text.zoomLead}
        />
      )}
    </>
  )
}
