import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from './language.ts'

export type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
  /** More classes for the sheet: another width or height. */
  shape?: string
  /** Without a head of its own, near the top of the screen; the title is only read out. */
  bare?: boolean
  /** Takes the keyboard where the element that had it before is gone. */
  onNowhere?: () => void
}

/** A modal sheet: focus stays inside and returns to where it was; Escape and a click outside close it. */
export function Dialog({ title, onClose, children, foot, shape, bare = false, onNowhere }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const words = useWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once; who takes the keyboard is known by then.
  useEffect(() => {
    const before = document.activeElement
    ref.current?.showModal()
    return () => {
      // What the sheet led to may have taken the keyboard already.
      if (document.activeElement !== document.body && document.activeElement !== null) return
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
      else if (onNowhere) queueMicrotask(onNowhere)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key, the dialog itself handles it as cancel.
    <dialog
      ref={ref}
      className={bare ? 'shade shade-top' : 'shade'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className={shape ? `sheet ${shape}` : 'sheet'}>
        <div className={bare ? 'unseen' : 'sheet-head'}>
          <h2 id={id}>{title}</h2>
          {!bare && (
            <button
              type="button"
              className="button button-plain button-icon"
              aria-label={words.close}
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
