import { PasswordField } from '@plantao/ui/password-field'
import { useState } from 'react'
import { bridge, type Failure } from '../bridge.ts'
import { failureText, useText } from '../text/use-text.ts'
import { Door } from './door.tsx'

/** The temporary password must go before anything else. */
export function PasswordChange() {
  const text = useText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | 'mismatch' | null>(null)

  async function change(): Promise<void> {
    if (next !== again) return setFailure('mismatch')
    setBusy(true)
    const outcome = await bridge().console.changePassword(current, next)
    setBusy(false)
    setFailure(outcome.ok ? null : outcome.failure)
  }

  return (
    <Door title={text.session.changeTitle} lead={text.session.changeLead}>
      <form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void change()
        }}
      >
        <PasswordField
          id="current"
          label={text.session.currentPassword}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          id="next"
          label={text.session.newPassword}
          autoComplete="new-password"
          hint={text.session.newPasswordHint}
          value={next}
          onChange={setNext}
        />
        <PasswordField
          id="again"
          label={text.session.repeatPassword}
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
        />
        {failure && (
          <p className="note note-danger" role="alert">
            {failure === 'mismatch' ? text.session.mismatch : failureText(text, failure)}
          </p>
        )}
        <button type="submit" className="button button-main door-go" aria-disabled={busy}>
          {text.session.change}
        </button>
        <button type="button" className="button button-plain" onClick={() => void bridge().console.signOut()}>
          {text.session.leave}
        </button>
      </form>
    </Door>
  )
}
