import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useWords } from './language.ts'

type Props = {
  id: string
  label: string
  value: string
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  onChange: (value: string) => void
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ id, label, value, autoComplete, hint, onChange }: Props) {
  const words = useWords()
  const [seen, setSeen] = useState(false)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="password">
        <input
          id={id}
          className="input"
          type={seen ? 'text' : 'password'}
          autoComplete={autoComplete}
          aria-describedby={hint ? `${id}-hint` : undefined}
          maxLength={200}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={words.showPassword}
          aria-pressed={seen}
          onClick={() => setSeen(!seen)}
        >
          {seen ? <EyeOff size={18} aria-hidden="true" /> : <Eye size={18} aria-hidden="true" />}
        </button>
      </div>
      {hint && (
        <p id={`${id}-hint`} className="muted small">
          {hint}
        </p>
      )}
    </div>
  )
}
