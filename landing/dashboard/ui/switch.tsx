type Props = { on: boolean; label: string; onChange: (on: boolean) => void }

/** On or off, with the words for what it is now. */
export function Switch({ on, label, onChange }: Props) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  )
}
