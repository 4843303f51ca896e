import { PasswordField } from '@plantao/ui/password-field'
import { useState } from 'react'
import { bridge, type Failure } from '../bridge.ts'
import { SessionNotice } from '../settings/session-notice.tsx'
import { useConsole } from '../store.ts'
import { failureText, useText } from '../text/use-text.ts'
import { Door } from './door.tsx'

/** E-mail and password. What went wrong is said above the button; the e-mail is kept. */
export function SignIn() {
  const text = useText()
  const ended = useConsole((state) => state.session.failure)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const shown = failure ?? ended
  return (
    <Door title={text.session.title} lead={text.session.lead}>
      <form
        className="door-form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (busy) return
          setBusy(true)
          const outcome = await bridge().console.signIn(email, password)
          setBusy(false)
          setFailure(outcome.ok ? null : outcome.failure)
        }}
      >
        <div className="field">
          <label htmlFor="email">{text.session.email}</label>
          <input
            id="email"
            className="input"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </div>
        <PasswordField
          id="password"
          label={text.session.password}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        {shown && (
          <p className="note note-danger" role="alert">
            {failureText(text, shown)}
          </p>
        )}
        <SessionNotice />
        <button type="submit" className="button button-main door-go" aria-disabled={busy}>
          {busy ? text.session.entering : text.session.enter}
        </button>
      </form>
    </Door>
  )
}
