import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { openDialog, useUi } from '../ui/ui-store.ts'
import { takeOver } from './acts.ts'

/** The second attendant is told first: who holds it, and what taking over means. */
export function HeldDialog() {
  const text = useText()
  const held = useUi((ui) => ui.held)
  if (!held) return null
  return (
    <Dialog
      title={text.held.title(held.name)}
      onClose={() => openDialog(null)}
      foot={
        <>
          <button type="button" className="button" onClick={() => openDialog(null)}>
            {text.held.leave}
          </button>
          <button type="button" className="button button-main" onClick={() => void takeOver()}>
            {text.held.force}
          </button>
        </>
      }
    >
      <p>{text.held.lead(held.name)}</p>
      {(held.text || held.clientId) && <p className="muted">{text.held.unsent}</p>}
    </Dialog>
  )
}
