import { useFormField } from '@plantao/ui/form'
import type { ComponentProps } from 'react'

type Props = ComponentProps<'input'> & { id: string; label: string; hint?: string; error?: string | null }

/** An input with its name, its hint and what is wrong with it; `name` is the contract's, for what the form around says. */
export function Field({ id, label, hint, error: given, ...input }: Props) {
  const { ref, words } = useFormField<HTMLInputElement>(input.name)
  const error = given ?? words
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        ref={ref}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
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
