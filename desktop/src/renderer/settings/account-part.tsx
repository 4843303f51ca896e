import { askToLeave } from '../session/leave.ts'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Avatar } from '../ui/avatar.tsx'
import { useDesktop } from './machine.ts'
import { SessionNotice } from './session-notice.tsx'

/** Who sits here, whether the sign-in is kept, and the way out. */
export function AccountPart() {
  const { settings: text } = useText()
  const me = useConsole((state) => state.session.me)
  const desktop = useDesktop()
  return (
    <>
      {me ? (
        <div className="account">
          <Avatar name={me.member.name} />
          <div className="account-who">
            <strong>{me.member.name}</strong>
            <p className="muted">{me.member.email}</p>
            <p className="muted">
              {text.role[me.member.role]} · {me.tenant.name}
            </p>
          </div>
          <button type="button" className="button" onClick={askToLeave}>
            {text.signOut}
          </button>
        </div>
      ) : (
        <p className="muted">{text.nobody}</p>
      )}
      <SessionNotice />
      {desktop?.session === 'kept' && <p className="muted">{text.sessionKept}</p>}
      <p className="muted">{text.licence}</p>
    </>
  )
}
