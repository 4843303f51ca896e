import { Bell } from 'lucide-react'
import { bridge } from '../bridge.ts'
import { prefer, usePreferences } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'

/** Asks once whether to turn notifications on; the browser's own question comes only after a yes. */
export function Invitation() {
  const text = useText()
  const invited = usePreferences((preferences) => preferences.invited)
  if (invited || bridge().shell.notifications() !== 'default') return null
  return (
    <div className="invitation">
      <p>
        <Bell size={16} aria-hidden="true" /> {text.settings.invite}
      </p>
      <div className="invitation-acts">
        <button
          type="button"
          className="button"
          onClick={async () => {
            await bridge().shell.askNotifications()
            prefer({ invited: true })
          }}
        >
          {text.settings.turnOn}
        </button>
        <button type="button" className="button button-plain" onClick={() => prefer({ invited: true })}>
          {text.settings.notNow}
        </button>
      </div>
    </div>
  )
}
