import type { Role } from '@plantao/shared/accounts'
import type { TeamMember } from '@plantao/shared/team'
import { useAct } from '@plantao/ui/use-act'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'
import { MemberSessions } from './member-sessions.tsx'

export function Members() {
  const text = useText()
  const me = useMe()
  const { list, button } = useList('team', { query: { limit: 50 } })
  const give = useAct(async (id: string, role: Role) => {
    await api.changeRole({ params: { id }, body: { role } })
    await reread('team')
  })
  const seen = (member: TeamMember) =>
    member.lastSeenAt
      ? text.team.seen(momentText(member.lastSeenAt, text.locale, me.tenant.timeZone))
      : text.team.never
  return (
    <Panel id="members" title={text.team.members}>
      <Show of={list}>
        {(members) => (
          <ul className="rows">
            {members.map((member) => (
              <li key={member.id} className="row">
                <div>
                  <b>{member.name}</b> {member.me && <span className="tag tag-human">{text.team.you}</span>}
                  <p className="muted small">
                    {member.email} · {seen(member)}
                  </p>
                </div>
                <div className="buttons">
                  <select
                    className="input input-small"
                    aria-label={text.team.roleOf(member.name)}
                    value={member.role}
                    disabled={give.busy}
                    onChange={(event) => void give.run(member.id, event.target.value as Role)}
                  >
                    <option value="owner">{text.team.roles.owner}</option>
                    <option value="attendant">{text.team.roles.attendant}</option>
                  </select>
                  <MemberSessions member={member} />
                  {!member.me && (
                    <Confirmed
                      label={text.team.remove}
                      title={text.team.removeTitle(member.name)}
                      go={text.team.remove}
                      act={async () => {
                        await api.removeMember({ params: { id: member.id } })
                        await reread('team', 'subscription')
                      }}
                    >
                      <p>{text.team.removeText}</p>
                    </Confirmed>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Show>
      {button}
      <FailureNote failure={give.failure} />
    </Panel>
  )
}
