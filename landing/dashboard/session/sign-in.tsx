import { TypedSignIn } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { PasswordField } from '@plantao/ui/password-field'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Door } from './door.tsx'
import { signIn } from './session.store.ts'

/** E-mail and password. What went wrong is said above the button; what was typed stays. */
export function SignIn({ ended }: { ended: boolean }) {
  const text = useText()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useAct(() => signIn(email, password))
  return (
    <Door title={text.door.title} lead={text.door.lead}>
      <Form
        className="door-form"
        schema={TypedSignIn}
        value={{ email, password }}
        failure={enter.failure}
        onSend={() => void enter.run()}
      >
        {ended && !enter.failure && (
          <p className="note note-waiting" role="status">
            {text.door.ended}
          </p>
        )}
        <Field
          id="email"
          name="email"
          label={text.door.email}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          id="password"
          name="password"
          label={text.door.password}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <FailureNote failure={enter.failure} />
        <button type="submit" className="button button-main door-go" aria-disabled={enter.busy}>
          {enter.busy ? text.door.entering : text.door.enter}
        </button>
        <Link className="link" href="/login/forgot">
          {text.door.forgot}
        </Link>
      </Form>
    </Door>
  )
}
