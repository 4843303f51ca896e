import type { Invite } from '@plantao/shared/team'
import { api } from '../api.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { dayText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { useMore } from '../ui/pager.tsx'
import { useAct } from '../ui/use-act.ts'
import type { Loaded } from '../ui/use-load.ts'
import { CorrectAddress } from './correct-address.tsx'

type Page = { items: Invite[]; nextCursor?: string | undefined }

/** Invitations nobody has taken up yet. Not drawn while there are none. */
export function Invites({ of }: { of: Loaded<Page> }) {
  const text = useText()
  const me = useMe()
  const more = useMore(of.data, (cursor) => api.invites({ query: { limit: 50, cursor } }))
  const again = useAct(async ({ email, name, role }: Invite) => {
    await api.invite({ body: { email, name, role } })
    await of.reload()
  })
  const revoke = useAct(async (id: string) => {
    await api.revokeInvite({ params: { id } })
    await of.reload()
  })
  if (of.data?.items.length === 0) return null
  return (
    <Panel id="invites" title={text.team.open}>
      <Show of={of}>
        {() => (
          <ul className="rows">
            {more.items.map((invite) => (
              <li key={invite.id} className="row">
                <div>
                  <b>{invite.name}</b> <span className="tag">{text.team.roles[invite.role]}</span>{' '}
                  {invite.expired && <span className="tag tag-waiting">{text.team.expired}</span>}
                  {invite.mail === 'failed' && (
                    <span className="tag tag-danger">
                      {invite.refused ? text.team.mailRefused : text.team.mailFailed}
                    </span>
                  )}
                  <p className="muted small">
                    {invite.email} ·{' '}
                    {text.team.until(dayText(invite.expiresAt, text.locale, me.tenant.timeZone))}
                  </p>
                  {invite.refused && <CorrectAddress invite={invite} onSent={of.reload} />}
                </div>
                <div className="buttons">
                  {!invite.refused && (
                    <button
                      type="button"
                      className="button"
                      aria-disabled={again.busy}
                      onClick={() => void again.run(invite)}
                    >
                      {text.team.again}
                    </button>
                  )}
                  <button
                    type="button"
                    className="button button-danger"
                    aria-disabled={revoke.busy}
                    onClick={() => void revoke.run(invite.id)}
                  >
                    {text.team.revoke}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Show>
      {more.button}
      <FailureNote failure={again.failure ?? revoke.failure} />
    </Panel>
  )
}
