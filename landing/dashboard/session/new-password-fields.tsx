import { PasswordField } from '@plantao/ui/password-field'
import { useText } from '../text/use-text.ts'

export type NewPassword = { next: string; again: string }

type Props = { value: NewPassword; onChange: (value: NewPassword) => void }

/** A new password, typed twice. */
export function NewPasswordFields({ value, onChange }: Props) {
  const text = useText()
  return (
    <>
      <PasswordField
        id="next"
        name="newPassword"
        label={text.door.newPassword}
        autoComplete="new-password"
        hint={text.door.newPasswordHint}
        value={value.next}
        onChange={(next) => onChange({ ...value, next })}
      />
      <PasswordField
        id="again"
        name="again"
        label={text.door.repeatPassword}
        autoComplete="new-password"
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
      />
    </>
  )
}
