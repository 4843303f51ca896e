import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { openDialog } from '../ui/ui-store.ts'
import { leaveNow } from './leave.ts'

/** Replies are still queued: leaving now would lose them. */
export function LeavingDialog() {
  const text = useText()
  const unsent = useConsole((state) => state.outbox.length + state.uploads.length)
  return (
    <Dialog
      title={text.leaving.title}
      onClose={() => openDialog(null)}
      foot={
        <>
          <button type="button" className="button" onClick={() => openDialog(null)}>
            {text.leaving.no}
          </button>
          <button type="button" className="button button-danger" onClick={leaveNow}>
            {text.leaving.yes}
          </button>
        </>
      }
    >
      <p>{text.leaving.lead(unsent)}</p>
    </Dialog>
  )
}
