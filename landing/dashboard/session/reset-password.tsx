import { doorApi } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { ChoosePassword } from './choose-password.tsx'

export function ResetPassword() {
  const { door } = useText()
  return (
    <ChoosePassword
      title={door.resetTitle}
      lead={door.resetLead}
      go={door.resetGo}
      done={door.resetDone}
      keep={(token, newPassword) => doorApi.confirmPasswordReset({ body: { token, newPassword } })}
    />
  )
}
