import { type Invite, InviteAddress } from '@plantao/shared/team'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'

/** The address of an invitation that took no mail, where it was typed: put right and sent in one step. */
export function CorrectAddress({ invite }: { invite: Invite }) {
  const text = useText()
  const [email, setEmail] = useState(invite.email)
  const correct = useAct(async () => {
    await api.correctInvite({ params: { id: invite.id }, body: { email } })
    await reread('invites')
  })
  const isSame = email.trim().toLowerCase() === invite.email
  return (
    <Form
      className="correct"
      schema={InviteAddress}
      value={{ email }}
      failure={correct.failure}
      onSend={() => {
        if (!isSame) void correct.run()
      }}
    >
      <Field
        id={`address-${invite.id}`}
        label={text.team.correctFor(invite.name)}
        name="email"
        type="email"
        autoComplete="off"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <button type="submit" className="button button-main" aria-disabled={correct.busy || isSame}>
        {text.team.correctGo}
      </button>
      <FailureNote failure={correct.failure} />
    </Form>
  )
}
