import type { Role } from '@plantao/shared/accounts'
import { InviteRequest } from '@plantao/shared/team'
import { Form } from '@plantao/ui/form'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/page.tsx'
import { useInvites } from './use-invites.ts'

const EMPTY: { name: string; email: string; role: Role } = { name: '', email: '', role: 'attendant' }

export function InviteForm() {
  const text = useText()
  const [draft, setDraft] = useState(EMPTY)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const invite = useAct(async () => {
    setSentTo(null)
    const { email } = await api.invite({ body: draft })
    setSentTo(email)
    setDraft(EMPTY)
    await reread('invites')
  })
  // An address that took no mail: of that one none is said to be on its way.
  const isRefused = useInvites().list.data?.some(({ email, refused }) => refused && email === sentTo)
  return (
    <Panel id="invite" title={text.team.invite} lead={text.team.inviteLead}>
      <Form
        className="invite"
        schema={InviteRequest}
        value={draft}
        failure={invite.failure}
        onSend={() => void invite.run()}
      >
        <Field
          id="invite-name"
          name="name"
          label={text.profile.name}
          autoComplete="off"
          required
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <Field
          id="invite-email"
          name="email"
          label={text.door.email}
          type="email"
          autoComplete="off"
          required
          value={draft.email}
          onChange={(event) => setDraft({ ...draft, email: event.target.value })}
        />
        <div className="field">
          <label htmlFor="invite-role">{text.team.role}</label>
          <select
            id="invite-role"
            className="input"
            value={draft.role}
            onChange={(event) => setDraft({ ...draft, role: event.target.value as Role })}
          >
            <option value="attendant">{text.team.roles.attendant}</option>
            <option value="owner">{text.team.roles.owner}</option>
          </select>
        </div>
        <button type="submit" className="button button-main" aria-disabled={invite.busy}>
          {text.team.inviteGo}
        </button>
        <FailureNote failure={invite.failure} />
      </Form>
      <p className="muted small">{text.team.roleHints[draft.role]}</p>
      {sentTo && !isRefused && (
        <p className="note note-human" role="status">
          {text.team.invited(sentTo)}
        </p>
      )}
    </Panel>
  )
}
