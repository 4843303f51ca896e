import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { bridge, quietForAnHour, REPEATS, silence } from '../bridge.ts'
import { chime } from '../notifications/chime.ts'
import { clockTime } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useNow } from '../ui/use-now.ts'
import { Check, Choices, Group, Hour, Pick } from './fields.tsx'
import { changeNoticing, useNoticing } from './machine.ts'
import { prefer, usePreferences } from './preferences.ts'

/** What only a browser asks of its person before it shows anything. */
function Permission() {
  const { settings: text } = useText()
  const [allowed, setAllowed] = useState(() => bridge().shell.notifications())
  if (allowed === 'granted') return null
  if (allowed === 'denied') return <p className="notice">{text.noticesDenied}</p>
  return (
    <div className="notice">
      <p>{text.noticesOff}</p>
      <button
        type="button"
        className="button"
        onClick={async () => setAllowed(await bridge().shell.askNotifications())}
      >
        {text.turnOn}
      </button>
    </div>
  )
}

function Quiet() {
  const { settings: text, locale } = useText()
  const noticing = useNoticing()
  const { quiet, quietUntil } = noticing
  const now = useNow()
  const until = quietUntil && now < Date.parse(quietUntil) ? quietUntil : null
  const change = (part: Partial<typeof quiet>) => void changeNoticing({ quiet: { ...quiet, ...part } })
  const byHours = silence({ ...noticing, quietUntil: null }, now) === 'hours'
  return (
    <Group legend={text.quiet}>
      <div className="quiet-now">
        {until ? (
          <>
            <p role="status">{text.quietUntil(clockTime(until, locale))}</p>
            <button
              type="button"
              className="button"
              onClick={() => void changeNoticing({ quietUntil: null })}
            >
              {text.quietEnd}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => void changeNoticing(quietForAnHour(Date.now()))}
          >
            {text.quietHour}
          </button>
        )}
      </div>
      <Check checked={quiet.on} onCheck={(on) => change({ on })}>
        {text.quietDaily}
      </Check>
      {quiet.on && (
        <div className="hours">
          <Hour label={text.quietFrom} value={quiet.from} onHour={(from) => change({ from })} />
          <Hour label={text.quietTo} value={quiet.to} onHour={(to) => change({ to })} />
          {byHours && !until && <p role="status">{text.quietUntil(quiet.to)}</p>}
        </div>
      )}
      {quiet.on && quiet.from === quiet.to && <p role="status">{text.quietNever}</p>}
      <p className="muted">{text.quietLead}</p>
    </Group>
  )
}

/** When and how people are told: on or off, quiet hours, repeats and the sound. */
export function NoticesPart() {
  const { settings: text } = useText()
  const { notifications, repeatSeconds } = useNoticing()
  const { sound, chime: which } = usePreferences()
  return (
    <>
      <Permission />
      <Check checked={notifications} onCheck={(on) => void changeNoticing({ notifications: on })}>
        {text.notify}
      </Check>
      {notifications && (
        <>
          <Pick
            label={text.repeat}
            value={repeatSeconds}
            options={REPEATS.map((value) => ({ value, words: text.repeats[value] }))}
            onPick={(value) => void changeNoticing({ repeatSeconds: value })}
          />
          <Choices
            name="sound"
            legend={text.sound}
            value={sound ? which : 'none'}
            choices={(['none', 'soft', 'bell', 'knock'] as const).map((value) => ({
              value,
              words: text.sounds[value],
            }))}
            onChoose={(value) => {
              if (value === 'none') return prefer({ sound: false })
              prefer({ sound: true, chime: value })
              chime(value)
            }}
          >
            {sound && (
              <button type="button" className="button button-plain" onClick={() => chime(which)}>
                <Volume2 size={16} aria-hidden="true" /> {text.hear}
              </button>
            )}
          </Choices>
          <Quiet />
        </>
      )}
    </>
  )
}
