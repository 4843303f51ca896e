import { lazy, Suspense } from 'react'
import { PasswordChange } from './session/password-change.tsx'
import { SignIn } from './session/sign-in.tsx'
import { Starting, UpdateNeeded } from './session/waiting-rooms.tsx'
import { useConsole } from './store.ts'
import { Toasts } from './ui/toasts.tsx'

/** In a chunk of its own: the sign-in screen does not wait for it. */
const Desk = lazy(() => import('./desk.tsx').then(({ Desk }) => ({ default: Desk })))

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
      <Suspense fallback={<Starting />}>
        <Screen />
      </Suspense>
      <Toasts />
    </>
  )
}
