import { TypedSignIn } from '@plantao/shared/accounts'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { Link } from 'wouter'
import { doorApi } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Door } from './door.tsx'

/** Asks for the mail with the way to a new password. The answer never tells whether the e-mail is known. */
export function ForgotPassword() {
  const text = useText()
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const send = useAct(async () => {
    await doorApi.requestPasswordReset({ body: { email } })
    setSent(true)
  })
  return (
    <Door title={text.door.forgotTitle} lead={text.door.forgotLead}>
      <Form
        className="door-form"
        schema={TypedSignIn.pick({ email: true })}
        value={{ email }}
        failure={send.failure}
        onSend={() => void send.run()}
      >
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
        <FailureNote failure={send.failure} />
        {sent && (
          <p className="note note-human" role="status">
            {text.door.forgotSent}
          </p>
        )}
        <button type="submit" className="button button-main door-go" aria-disabled={send.busy}>
          {text.door.forgotGo}
        </button>
        <Link className="link" href="/login">
          {text.door.backToSignIn}
        </Link>
      </Form>
    </Door>
  )
}
