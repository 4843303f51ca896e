import { TriangleAlert, X } from 'lucide-react'
import { failureText, useText } from '../text/use-text.ts'
import { dismiss, useUi } from './ui-store.ts'

/** Short words about what just happened. Read out politely; failures stay until dismissed. */
export function Toasts() {
  const toasts = useUi((ui) => ui.toasts)
  const text = useText()
  return (
    <div className="toasts" role="status" aria-live="polite">
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
