import { Desk } from './desk.tsx'
import { PasswordChange } from './session/password-change.tsx'
import { SignIn } from './session/sign-in.tsx'
import { Starting, UpdateNeeded } from './session/waiting-rooms.tsx'
import { useConsole } from './store.ts'
import { Toasts } from './ui/toasts.tsx'

const SCREENS = {
  starting: Starting,
  signedOut: SignIn,
  passwordChange: PasswordChange,
  signedIn: Desk,
  clientTooOld: UpdateNeeded,
}

/** The screen for where the session stands. */
export function App() {
  const phase = useConsole((state) => state.session.phase)
  const Screen = SCREENS[phase]
  return (
    <>
      <Screen />
      <Toasts />
    </>
  )
}
