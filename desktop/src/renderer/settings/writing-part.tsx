import { SPELL_LANGUAGES } from '../bridge.ts'
import { useText } from '../text/use-text.ts'
import { Check, Choices, Group } from './fields.tsx'
import { changeDesktop, useDesktop } from './machine.ts'
import { prefer, usePreferences } from './preferences.ts'

function Spelling() {
  const { settings: text } = useText()
  const desktop = useDesktop()
  if (!desktop) return null
  const chosen = desktop.settings.spellcheck
  const check = (languages: readonly (typeof chosen)[number][]) =>
    void changeDesktop({ spellcheck: [...languages] })
  return (
    <Group legend={text.spelling}>
      {desktop.can.chooseSpellLanguages ? (
        SPELL_LANGUAGES.map((language) => (
          <Check
            key={language}
            checked={chosen.includes(language)}
            onCheck={(on) =>
              check(SPELL_LANGUAGES.filter((each) => (each === language ? on : chosen.includes(each))))
            }
          >
            {text.spellLanguages[language]}
          </Check>
        ))
      ) : (
        <Check checked={chosen.length > 0} onCheck={(on) => check(on ? SPELL_LANGUAGES : [])}>
          {text.spellOn}
        </Check>
      )}
      <p className="muted">{desktop.can.chooseSpellLanguages ? text.spellLead : text.spellSystem}</p>
    </Group>
  )
}

/** The key that sends and, where the application can, spelling. */
export function WritingPart() {
  const text = useText()
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  return (
    <>
      <Choices
        name="send-key"
        legend={text.settings.sendKey}
        value={sendKey}
        choices={(['enter', 'modEnter'] as const).map((value) => ({
          value,
          words: text.settings.sendKeys[value],
        }))}
        onChoose={(value) => prefer({ sendKey: value })}
        hint={text.composer.keys[sendKey]}
      />
      <Spelling />
    </>
  )
}
