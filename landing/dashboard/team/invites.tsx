import type { Invite } from '@plantao/shared/team'
import { useAct } from '@plantao/ui/use-act'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { dayText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { CorrectAddress } from './correct-address.tsx'
import { useInvites } from './use-invites.ts'

/** Invitations nobody has taken up yet. Not drawn while there are none. */
export function Invites() {
  const text = useText()
  const me = useMe()
  const { list, button } = useInvites()
  const again = useAct(async ({ email, name, role }: Invite) => {
    await api.invite({ body: { email, name, role } })
    await reread('invites')
  })
  const revoke = useAct(async (id: string) => {
    await api.revokeInvite({ params: { id } })
    await reread('invites')
  })
  if (list.data?.length === 0) return null
  return (
    <Panel id="invites" title={text.team.open}>
      <Show of={list}>
        {(invites) => (
          <ul className="rows">
            {invites.map((invite) => (
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
                  {invite.refused && <CorrectAddress invite={invite} />}
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
      {button}
      <FailureNote failure={again.failure ?? revoke.failure} />
    </Panel>
  )
}
