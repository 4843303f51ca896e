import type { TeamMember } from '@plantao/shared/team'
import { Dialog } from '@plantao/ui/dialog'
import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'

/** Where a member is signed in, and the way to end it all. */
export function MemberSessions({ member }: { member: TeamMember }) {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {text.team.sessions}
        <span className="unseen"> {member.name}</span>
      </button>
      {open && <Sheet member={member} onClose={() => setOpen(false)} />}
    </>
  )
}

function Sheet({ member, onClose }: { member: TeamMember; onClose: () => void }) {
  const text = useText()
  const me = useMe()
  const sessions = useQuery(
    endpointQuery('memberSessions', { params: { id: member.id }, query: { limit: 100 } }),
  )
  const end = useAct(async () => {
    await api.endMemberSessions({ params: { id: member.id } })
    await reread('memberSessions')
  })
  return (
    <Dialog
      title={text.team.sessionsOf(member.name)}
      onClose={onClose}
      foot={
        <button
          type="button"
          className="button button-danger"
          aria-disabled={end.busy}
          onClick={() => void end.run()}
        >
          {text.team.endAll}
        </button>
      }
    >
      <Show of={sessions}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="muted">{text.team.noSessions}</li>}
            {items.map((session) => (
              <li key={session.id} className="row">
                <div>
                  <b>{text.profile.clients[session.client]}</b>{' '}
                  {session.current && <span className="tag tag-human">{text.profile.thisOne}</span>}
                  <p className="muted small">
                    {text.profile.lastUsed(momentText(session.lastUsedAt, text.locale, me.tenant.timeZone))}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Show>
      <FailureNote failure={end.failure} />
    </Dialog>
  )
}
