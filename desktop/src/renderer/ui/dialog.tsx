import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../text/use-text.ts'
import { caretAfterAct, cover } from './caret.ts'

const SHEETS = {
  sheet: 'sheet',
  palette: 'sheet palette',
  picture: 'sheet sheet-picture',
  settings: 'sheet sheet-settings',
  wide: 'sheet sheet-wide',
}

type Props = {
  title: string
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
  /** `palette` has no head of its own and sits near the top; `picture` is as wide as its picture, `settings` as the screen allows, `wide` holds two columns. */
  shape?: keyof typeof SHEETS
}

/** A modal sheet: focus stays inside and returns to where it was, else to the reply; Escape and a click outside close it. */
export function Dialog({ title, onClose, children, foot, shape = 'sheet' }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const text = useText()
  useEffect(() => {
    const before = document.activeElement
    const uncover = cover()
    ref.current?.showModal()
    return () => {
      uncover()
      // What the sheet led to may have taken the keyboard already.
      if (document.activeElement !== document.body && document.activeElement !== null) return
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else queueMicrotask(caretAfterAct)
    }
  }, [])
  const plain = shape === 'palette'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key, the dialog itself handles it as cancel.
    <dialog
      ref={ref}
      className={plain ? 'shade shade-top' : 'shade'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className={SHEETS[shape]}>
        <div className={plain ? 'unseen' : 'sheet-head'}>
          <h2 id={titleId}>{title}</h2>
          {!plain && (
            <button
              type="button"
              className="button button-plain button-icon"
              aria-label={text.ui.close}
              onClick={onClose}
            >
              <X size={18} aria-hidden="true" />
            </button>
          )}
        </div>
        {children}
        {foot && <div className="sheet-foot">{foot}</div>}
      </div>
    </dialog>
  )
}
