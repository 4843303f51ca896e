import { TriangleAlert, Undo2, X } from 'lucide-react'
import { SECOND_THOUGHTS_MS, type Undoable } from '../bridge.ts'
import { undo } from '../conversation/second-thoughts.ts'
import { useConsole } from '../store.ts'
import { nameText } from '../text/format.ts'
import { failureText, useText } from '../text/use-text.ts'
import { withKey } from './key-table.ts'
import { dismiss, useUi } from './ui-store.ts'
import { useNow } from './use-now.ts'

const SECONDS = SECOND_THOUGHTS_MS / 1000

/** An act that can still be undone, with the seconds that are left; they are shown, not read out one by one. */
function UndoToast({
  act: { id, kind, conversationId, people, until },
  newest,
}: {
  act: Undoable
  newest: boolean
}) {
  const text = useText()
  const now = useNow()
  const name = useConsole((state) => nameText(state.conversations[conversationId]?.contact, text))
  // The page's second may be a moment older than the act.
  const left = Math.min(SECONDS, Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)))
  return (
    <div className="toast toast-undo">
      <span>{text.undo[kind](name, people)}</span>
      <span className="figures muted" aria-hidden="true">
        {text.undo.left(left)}
      </span>
      <button
        type="button"
        className="button"
        title={newest ? withKey(text.undo.undo, 'undo') : undefined}
        onClick={() => void undo(id)}
      >
        <Undo2 size={16} aria-hidden="true" /> {text.undo.undo}
      </button>
    </div>
  )
}

/** Short words about what just happened, or will in a moment. Read out politely; failures stay until dismissed. */
export function Toasts() {
  const toasts = useUi((ui) => ui.toasts)
  const undoable = useConsole((state) => state.undoable)
  const text = useText()
  return (
    <div className="toasts" role="status" aria-live="polite">
      {undoable.map((act, at) => (
        <UndoToast key={act.id} act={act} newest={at === undoable.length - 1} />
      ))}
      {toasts.map(({ id, text: words, failure, bad = failure !== null }) => (
        <div key={id} className={bad ? 'toast toast-bad' : 'toast'}>
          {bad && <TriangleAlert size={18} aria-hidden="true" />}
          <span>{failure ? failureText(text, failure) : words}</span>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={text.ui.dismiss}
            onClick={() => dismiss(id)}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  )
}
