import { Dialog } from '@plantao/ui/dialog'
import { useAct } from '@plantao/ui/use-act'
import { type ReactNode, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { FailureNote } from './failure.tsx'

type Props = {
  /** The button that opens the question. */
  label: string
  title: string
  go: string
  act: () => Promise<unknown>
  children: ReactNode
  danger?: boolean
}

/** A button whose act cannot be taken back: it asks first. */
export function Confirmed({ label, title, go, act, children, danger = true }: Props) {
  const text = useText()
  const [open, setOpen] = useState(false)
  const run = useAct(act)
  return (
    <>
      <button
        type="button"
        className={danger ? 'button button-danger' : 'button'}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {open && (
        <Dialog
          title={title}
          onClose={() => setOpen(false)}
          foot={
            <>
              <button type="button" className="button" onClick={() => setOpen(false)}>
                {text.ui.cancel}
              </button>
              <button
                type="button"
                className={danger ? 'button button-danger' : 'button button-main'}
                aria-disabled={run.busy}
                onClick={async () => {
                  if (await run.run()) setOpen(false)
                }}
              >
                {go}
              </button>
            </>
          }
        >
          {children}
          <FailureNote failure={run.failure} />
        </Dialog>
      )}
    </>
  )
}
