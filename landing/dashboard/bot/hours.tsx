import type { BotSettings, BusinessHours } from '@plantao/shared/bot-settings'
import { Plus, X } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { Panel } from '../ui/page.tsx'
import { Switch } from '../ui/switch.tsx'
import { edit } from './bot.store.ts'

type Stretch = BusinessHours['week'][number]
type Props = { draft: BotSettings; wrong: Map<string, string> }

/** Brazil's zones, west to east; a company elsewhere keeps the one it has. */
const ZONES = [
  'America/Rio_Branco',
  'America/Manaus',
  'America/Cuiaba',
  'America/Sao_Paulo',
  'America/Recife',
  'America/Noronha',
]
/** Monday first, as a Brazilian shop door lists them; `day` counts from Sunday, 0. */
const DAYS = [1, 2, 3, 4, 5, 6, 0]
const ORDINARY = { opens: '08:00', closes: '18:00' }

/** When people attend, and what the bot does outside of that. */
export function Hours({ draft, wrong }: Props) {
  const text = useText()
  const { week, outside } = draft.businessHours
  const change = (next: Partial<BusinessHours>) =>
    edit({ businessHours: { ...draft.businessHours, ...next } })
  const always = week.length === 0
  const dayName = (day: number) =>
    new Date(Date.UTC(2026, 1, 1 + day)).toLocaleDateString(text.locale, { weekday: 'long', timeZone: 'UTC' })
  const zones = ZONES.includes(draft.timeZone) ? ZONES : [draft.timeZone, ...ZONES]
  return (
    <Panel id="bot-hours" title={text.bot.hours} lead={text.bot.hoursLead}>
      <Switch
        on={!always}
        label={always ? text.bot.alwaysOpen : text.bot.hasHours}
        onChange={(on) => change({ week: on ? [1, 2, 3, 4, 5].map((day) => ({ day, ...ORDINARY })) : [] })}
      />
      {!always && (
        <>
          <ul className="week">
            {DAYS.map((day) => (
              <li key={day}>
                <b className="day">{dayName(day)}</b>
                <Day day={day} name={dayName(day)} week={week} wrong={wrong} onChange={change} />
              </li>
            ))}
          </ul>
          <fieldset className="choices">
            <legend>{text.bot.outside}</legend>
            {(['answer', 'handoff', 'silence'] as const).map((one) => (
              <label key={one} className="choice">
                <input
                  type="radio"
                  name="outside"
                  checked={outside === one}
                  onChange={() => change({ outside: one })}
                />
                <span>
                  <b>{text.bot.outsides[one].name}</b>
                  <span className="muted small">{text.bot.outsides[one].hint}</span>
                </span>
              </label>
            ))}
          </fieldset>
        </>
      )}
      <div className="field zone">
        <label htmlFor="zone">{text.bot.zone}</label>
        <select
          id="zone"
          className="input"
          value={draft.timeZone}
          onChange={(event) => edit({ timeZone: event.target.value })}
        >
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {text.bot.zones[zone] ?? zone}
            </option>
          ))}
        </select>
      </div>
    </Panel>
  )
}

type DayProps = {
  day: number
  name: string
  week: Stretch[]
  wrong: Map<string, string>
  onChange: (next: { week: Stretch[] }) => void
}

function Day({ day, name, week, wrong, onChange }: DayProps) {
  const text = useText()
  const mine = week.flatMap((stretch, index) => (stretch.day === day ? [{ stretch, index }] : []))
  const put = (index: number, change: Partial<Stretch>) =>
    onChange({ week: week.map((stretch, i) => (i === index ? { ...stretch, ...change } : stretch)) })
  return (
    <div className="stretches">
      {mine.length === 0 && <span className="muted">{text.bot.closed}</span>}
      {mine.map(({ stretch, index }) => {
        const at = `businessHours.week.${index}`
        const fault = wrong.get(at) ?? wrong.get(`${at}.opens`) ?? wrong.get(`${at}.closes`)
        const faultId = `stretch-${index}-fault`
        return (
          <span key={index} className="stretch">
            <input
              type="time"
              className="input"
              aria-label={text.bot.opens(name)}
              required
              value={stretch.opens}
              onChange={(event) => put(index, { opens: event.target.value })}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              className="input"
              aria-label={text.bot.closes(name)}
              aria-invalid={fault ? true : undefined}
              aria-describedby={fault ? faultId : undefined}
              required
              value={stretch.closes === '24:00' ? '00:00' : stretch.closes}
              // A clock has no 24:00; closing at midnight is the end of this day.
              onChange={(event) =>
                put(index, { closes: event.target.value === '00:00' ? '24:00' : event.target.value })
              }
            />
            <button
              type="button"
              className="button button-plain button-icon"
              aria-label={text.bot.removeStretch(name)}
              onClick={() => onChange({ week: week.filter((_, i) => i !== index) })}
            >
              <X size={16} aria-hidden="true" />
            </button>
            {fault && (
              <span id={faultId} className="danger small">
                {fault}
              </span>
            )}
          </span>
        )
      })}
      {mine.length < 3 && (
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.bot.addStretch(name)}
          onClick={() => onChange({ week: [...week, { day, ...ORDINARY }] })}
        >
          <Plus size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
