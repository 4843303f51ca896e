import { useState } from 'react'
import { useText } from '../text/use-text.ts'
import { FailureNote } from './failure.tsx'
import { useAct } from './use-act.ts'

type Page<T> = { items: T[]; nextCursor?: string | undefined }

/** The rest of a list, page by page. Gives what was fetched beyond `first`, and the button for more. */
export function useMore<T>(first: Page<T> | undefined, fetch: (cursor: string) => Promise<Page<T>>) {
  const text = useText()
  const [further, setFurther] = useState<{ of: Page<T>; items: T[]; nextCursor: string | undefined } | null>(
    null,
  )
  const mine = further && further.of === first ? further : null
  const next = mine ? mine.nextCursor : first?.nextCursor
  const more = useAct(async () => {
    if (!first || !next) return
    const page = await fetch(next)
    setFurther({ of: first, items: [...(mine?.items ?? []), ...page.items], nextCursor: page.nextCursor })
  })
  const button = next ? (
    <div className="buttons">
      <button type="button" className="button" aria-disabled={more.busy} onClick={() => void more.run()}>
        {text.ui.more}
      </button>
      <FailureNote failure={more.failure} />
    </div>
  ) : null
  return { items: [...(first?.items ?? []), ...(mine?.items ?? [])], button }
}
