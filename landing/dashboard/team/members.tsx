import type { Role } from '@plantao/shared/accounts'
import type { TeamMember } from '@plantao/shared/team'
import { api } from '../api.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { useMore } from '../ui/pager.tsx'
import { useAct } from '../ui/use-act.ts'
import type { Loaded } from '../ui/use-load.ts'
import { MemberSessions } from './member-sessions.tsx'

type Page = { items: TeamMember[]; nextCursor?: string | undefined }

export function Members({ of }: { of: Loaded<Page> }) {
  const text = useText()
  const me = useMe()
  const more = useMore(of.data, (cursor) => api.team({ query: { limit: 50, cursor } }))
  const give = useAct(async (id: string, role: Role) => {
    await api.changeRole({ params: { id }, body: { role } })
    await of.reload()
  })
  const seen = (member: TeamMember) =>
    member.lastSeenAt
      ? text.team.seen(momentText(member.lastSeenAt, text.locale, me.tenant.timeZone))
      : text.team.never
  return (
    <Panel id="members" title={text.team.members}>
      <Show of={of}>
        {() => (
          <ul className="rows">
            {more.items.map((member) => (
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
                        await of.reload()
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
      {more.button}
      <FailureNote failure={give.failure} />
    </Panel>
  )
}
