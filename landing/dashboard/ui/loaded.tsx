import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../text/use-text.ts'
import { failureText } from './failure.tsx'

/** An answer of the server: the newest one stays while another is on its way or failed. */
export type Loaded<T> = Pick<UseQueryResult<T>, 'error' | 'isFetching' | 'refetch'> & { data: T | undefined }

type Props<T> = {
  of: Loaded<T>
  /** The shape of what is on its way. */
  bones?: ReactNode
  children: (data: T) => ReactNode
}

/** What was loaded; before that its shape, and instead of it the reason with a way to try again. */
export function Show<T>({ of, bones, children }: Props<T>) {
  const text = useText()
  if (of.data !== undefined) {
    return (
      <>
        {of.error && (
          <p className="note note-waiting" role="status">
            {text.ui.stale}
          </p>
        )}
        {children(of.data)}
      </>
    )
  }
  if (of.error && !of.isFetching) {
    return (
      <div className="note note-danger" role="alert">
        <p>{failureText(text, of.error)}</p>
        <button type="button" className="button" onClick={() => void of.refetch()}>
          {text.ui.again}
        </button>
      </div>
    )
  }
  return (
    <div role="status" aria-label={text.ui.loading}>
      {bones ?? <Bones lines={4} />}
    </div>
  )
}

/** Lines where text will be. */
export function Bones({ lines }: { lines: number }) {
  const widths = ['w90', 'w60', 'w75', 'w40']
  return (
    <div className="bones" aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name.
        <div key={i} className={`bone ${widths[i % widths.length]}`} />
      ))}
    </div>
  )
}
