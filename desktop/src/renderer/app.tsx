import { Language } from '@plantao/ui/language'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { PasswordChange } from './session/password-change.tsx'
import { SignIn } from './session/sign-in.tsx'
import { Starting, UpdateNeeded } from './session/waiting-rooms.tsx'
import { usePreferences } from './settings/preferences.ts'
import { useConsole } from './store.ts'
import { Toasts } from './ui/toasts.tsx'
import { openDialog, sayFailure, useUi } from './ui/ui-store.ts'

/** In a chunk of its own: the sign-in screen does not wait for it. */
const Desk = lazy(() => import('./desk.tsx').then(({ Desk }) => ({ default: Desk })))
/** Before the desk they are fetched when asked for; the desk brings them along, so that they open without a line. */
const EarlySettings = lazy(() =>
  import('./settings/settings-dialog.tsx').then(
    ({ SettingsDialog }) => ({ default: SettingsDialog }),
    () => ({ default: NotLoaded }),
  ),
)

/** The line was down just then. */
function NotLoaded(): ReactNode {
  useEffect(() => {
    openDialog(null)
    sayFailure({ code: 'network', details: {} })
  }, [])
  return null
}

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
  const settings = useUi((ui) => ui.dialog === 'settings') && phase !== 'signedIn'
  const language = usePreferences((preferences) => preferences.language)
  const Screen = SCREENS[phase]
  return (
    <Language value={language}>
      <Suspense fallback={<Starting />}>
        <Screen />
      </Suspense>
      {settings && (
        <Suspense fallback={null}>
          <EarlySettings />
        </Suspense>
      )}
      <Toasts />
    </Language>
  )
}
