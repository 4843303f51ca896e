import { doorApi } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { ChoosePassword } from './choose-password.tsx'

export function AcceptInvite() {
  const { door } = useText()
  return (
    <ChoosePassword
      title={door.inviteTitle}
      lead={door.inviteLead}
      go={door.inviteGo}
      done={door.inviteDone}
      keep={(token, password) => doorApi.acceptInvite({ body: { token, password } })}
    />
  )
}
