import { PasswordField } from '@plantao/ui/password-field'
import { useText } from '../text/use-text.ts'

export type NewPassword = { next: string; again: string }

type Props = { value: NewPassword; onChange: (value: NewPassword) => void }

/** A new password, typed twice. */
export function NewPasswordFields({ value, onChange }: Props) {
  const text = useText()
  const differs = value.again !== '' && value.next !== value.again
  return (
    <>
      <PasswordField
        id="next"
        label={text.door.newPassword}
        autoComplete="new-password"
        hint={text.door.newPasswordHint}
        value={value.next}
        onChange={(next) => onChange({ ...value, next })}
      />
      <PasswordField
        id="again"
        label={text.door.repeatPassword}
        autoComplete="new-password"
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
      />
      {differs && (
        <p className="danger small" role="status">
          {text.door.mismatch}
        </p>
      )}
    </>
  )
}

/** Whether the two are the same and there is something to send. */
export function isAgreed({ next, again }: NewPassword): boolean {
  return next !== '' && next === again
}
