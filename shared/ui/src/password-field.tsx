import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useFormField } from './form.tsx'
import { useWords } from './language.ts'

type Props = {
  id: string
  /** The contract's name, for what the form around says of it. */
  name?: string
  label: string
  value: string
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  onChange: (value: string) => void
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ id, name, label, value, autoComplete, hint, onChange }: Props) {
  const words = useWords()
  const [seen, setSeen] = useState(false)
  const { ref, words: error } = useFormField<HTMLInputElement>(name)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="password">
        <input
          ref={ref}
          id={id}
          name={name}
          className="input"
          type={seen ? 'text' : 'password'}
          autoComplete={autoComplete}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
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
      {error && (
        <p id={`${id}-error`} className="danger small" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
