import { bridge } from '../bridge.ts'
import { useDesktop } from '../settings/machine.ts'
import { UpdateLine } from '../settings/update-line.tsx'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Door } from './door.tsx'

/** Before we know who sits here. Without a line it says so and offers to try now. */
export function Starting() {
  const text = useText()
  const failure = useConsole((state) => state.session.failure)
  if (!failure) return <Door title={text.session.starting} />
  return (
    <Door title={text.line.offline} lead={text.session.noLine}>
      <button type="button" className="button button-main" onClick={() => void bridge().console.start()}>
        {text.session.tryNow}
      </button>
    </Door>
  )
}

/** The server no longer speaks this version's language. */
export function UpdateNeeded() {
  const text = useText()
  const desktop = useDesktop()
  return (
    <Door
      title={text.session.tooOldTitle}
      lead={desktop ? text.session.tooOldLead : text.session.tooOldBrowser}
    >
      {desktop ? (
        <UpdateLine update={desktop.update} />
      ) : (
        <button type="button" className="button button-main" onClick={() => location.reload()}>
          {text.session.reload}
        </button>
      )}
    </Door>
  )
}
