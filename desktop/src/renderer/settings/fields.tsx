import { type ReactNode, useId } from 'react'

/** One setting or a few that belong together, under their name. */
export function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="setting">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}

type ChoicesProps<T extends string> = {
  name: string
  legend: string
  value: T
  choices: { value: T; words: string }[]
  onChoose: (value: T) => void
  /** Beside the choices. */
  children?: ReactNode
  /** What the choice means, below. */
  hint?: string
}

/** One of a few, all of them seen at once. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  return (
    <Group legend={props.legend}>
      <div className="choices">
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
        {props.children}
      </div>
      {props.hint && <p className="muted">{props.hint}</p>}
    </Group>
  )
}

type PickProps<T extends number> = {
  label: string
  value: T
  options: { value: T; words: string }[]
  onPick: (value: T) => void
  hint?: string
}

/** One of many. */
export function Pick<T extends number>({ label, value, options, onPick, hint }: PickProps<T>) {
  const id = useId()
  return (
    <div className="setting">
      <label htmlFor={id} className="setting-name">
        {label}
      </label>
      <select
        id={id}
        className="input pick"
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const picked = options.find((each) => String(each.value) === event.target.value)
          if (picked) onPick(picked.value)
        }}
      >
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.words}
          </option>
        ))}
      </select>
      {hint && (
        <p className="muted" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** On or off. */
export function Check(props: { checked: boolean; onCheck: (checked: boolean) => void; children: ReactNode }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onCheck(event.target.checked)}
      />
      <span>{props.children}</span>
    </label>
  )
}

/** An hour of the day, "22:00"; half-written ones change nothing. */
export function Hour({
  label,
  value,
  onHour,
}: {
  label: string
  value: string
  onHour: (hour: string) => void
}) {
  const id = useId()
  return (
    <div className="hour">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input figures"
        type="time"
        required
        value={value}
        onChange={(event) => {
          const hour = event.target.value.slice(0, 5)
          if (/^\d\d:\d\d$/.test(hour)) onHour(hour)
        }}
      />
    </div>
  )
}
