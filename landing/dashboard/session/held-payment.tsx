import { planOf, SettleHeld } from '@plantao/shared/billing'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { doorApi } from '../api.ts'
import { reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Show } from '../ui/loaded.tsx'
import { Door } from './door.tsx'
import { linkToken } from './link-token.ts'
import { useSession } from './session.store.ts'

/** A payment that named somebody's e-mail: the owner of the mailbox says what it is for. */
export function HeldPayment() {
  const { held: words, door } = useText()
  const [token] = useState(linkToken)
  if (!token) {
    return (
      <Door title={words.title} lead={door.noToken}>
        <Link className="button button-main door-go" href="/login">
          {door.backToSignIn}
        </Link>
      </Door>
    )
  }
  return <Decide token={token} />
}

function Decide({ token }: { token: string }) {
  const { held: words, locale, short } = useText()
  // Who is signed in decides what can be offered: asked again when that becomes known.
  const { phase } = useSession()
  const held = useQuery({
    queryKey: ['heldPayment', token, phase],
    queryFn: () => doorApi.heldPayment({ body: { token } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Door title={words.title}>
      <Show of={held}>
        {(view) => (
          <>
            <p className="muted">
              {words.lead(
                planOf(view.plan).name[short],
                (view.cents / 100).toLocaleString(locale, { style: 'currency', currency: 'BRL' }),
                new Date(view.returnsAt).toLocaleDateString(locale, { dateStyle: 'long' }),
              )}
            </p>
            {view.state === 'held' ? (
              <Choices token={token} company={view.company} />
            ) : (
              <>
                <p className="note" role="status">
                  {words.settled[view.state]}
                </p>
                <Link className="button button-main door-go" href="/dashboard/subscription">
                  {words.go}
                </Link>
              </>
            )}
          </>
        )}
      </Show>
    </Door>
  )
}

type Choice = { token: string; company: string | null }

function Choices({ token, company }: Choice) {
  const { held: words } = useText()
  const [email, setEmail] = useState('')
  const settle = useAct(async (as: 'attach' | 'found' | 'return') => {
    await doorApi.settleHeldPayment({ body: { token, as, ...(as === 'found' ? { email } : {}) } })
    await reread('heldPayment')
  })
  return (
    <>
      {company ? (
        <button
          type="button"
          className="button button-main door-go"
          aria-disabled={settle.busy}
          onClick={() => void settle.run('attach')}
        >
          {words.attach(company)}
        </button>
      ) : (
        <p className="note">
          {words.signInFirst} <Link href="/login">{words.signIn}</Link>
        </p>
      )}
      <Form
        className="door-form"
        schema={SettleHeld.required({ email: true })}
        value={{ token, as: 'found', email }}
        failure={settle.failure}
        onSend={() => void settle.run('found')}
      >
        <Field
          id="held-email"
          name="email"
          label={words.otherEmail}
          hint={words.otherEmailHint}
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <button type="submit" className="button door-go" aria-disabled={settle.busy}>
          {words.found}
        </button>
        <FailureNote failure={settle.failure} />
      </Form>
      <button
        type="button"
        className="link"
        aria-disabled={settle.busy}
        onClick={() => void settle.run('return')}
      >
        {words.giveBack}
      </button>
    </>
  )
}
