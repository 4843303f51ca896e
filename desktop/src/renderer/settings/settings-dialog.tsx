import { useState } from 'react'
import { bridge } from '../bridge.ts'
import { chime } from '../notifications/chime.ts'
import { askToLeave } from '../session/leave.ts'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { openDialog } from '../ui/ui-store.ts'
import { prefer, usePreferences } from './preferences.ts'
import './settings.css'

type Choice<T> = { value: T; words: string }

function Choices<T extends string>(props: {
  name: string
  legend: string
  value: T
  choices: Choice<T>[]
  onChoose: (value: T) => void
}) {
  return (
    <fieldset className="choices">
      <legend>{props.legend}</legend>
      {props.choices.map(({ value, words }) => (
        <label key={value} className="choice">
          <input
            type="radio"
            name={props.name}
            checked={value === props.value}
            onChange={() => props.onChoose(value)}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Notices() {
  const text = useText()
  const sound = usePreferences((preferences) => preferences.sound)
  const [allowed, setAllowed] = useState(() => bridge().shell.notifications())
  return (
    <fieldset className="choices choices-tall">
      <legend>{text.settings.notices}</legend>
      {allowed === 'granted' && <p>{text.settings.noticesOn}</p>}
      {allowed === 'denied' && <p>{text.settings.noticesDenied}</p>}
      {allowed === 'default' && (
        <>
          <p>{text.settings.noticesOff}</p>
          <button
            type="button"
            className="button"
            onClick={async () => setAllowed(await bridge().shell.askNotifications())}
          >
            {text.settings.turnOn}
          </button>
        </>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={sound}
          onChange={(event) => {
            prefer({ sound: event.target.checked })
            if (event.target.checked) chime()
          }}
        />
        <span>{text.settings.sound}</span>
      </label>
    </fieldset>
  )
}

/** Language, theme, notifications and leaving. Everything holds at once, so there is nothing to save. */
export function SettingsDialog() {
  const text = useText()
  const { language, theme } = usePreferences()
  const me = useConsole((state) => state.session.me)
  return (
    <Dialog title={text.settings.title} onClose={() => openDialog(null)}>
      {me && (
        <div className="account">
          <div>
            <strong>{me.member.name}</strong>
            <p className="muted">
              {text.settings.role[me.member.role]} · {me.tenant.name}
            </p>
          </div>
          <button type="button" className="button" onClick={askToLeave}>
            {text.settings.signOut}
          </button>
        </div>
      )}
      <Choices
        name="language"
        legend={text.settings.language}
        value={language}
        choices={[
          { value: 'pt-BR', words: 'Português' },
          { value: 'en', words: 'English' },
        ]}
        onChoose={(value) => prefer({ language: value })}
      />
      <Choices
        name="theme"
        legend={text.settings.theme}
        value={theme}
        choices={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          words: text.settings.themes[value],
        }))}
        onChoose={(value) => prefer({ theme: value })}
      />
      <Notices />
      <p className="muted licence">{text.settings.licence}</p>
    </Dialog>
  )
}
