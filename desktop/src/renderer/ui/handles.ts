import { useLayoutEffect, useRef } from 'react'

/** What one part of the screen lets others do with it. */
export type HandleName =
  | 'reply'
  | 'note'
  | 'slash'
  | 'attach'
  | 'voice'
  | 'filter'
  | 'list'
  | 'newest'
  | 'pageUp'
  | 'pageDown'

const handles = new Map<HandleName, () => void>()

/** Offers `run` under a name for as long as this part is on the screen and `there`. */
export function useHandle(name: HandleName, run: () => void, there = true): void {
  const latest = useRef(run)
  latest.current = run
  useLayoutEffect(() => {
    if (!there) return
    const handle = () => latest.current()
    handles.set(name, handle)
    return () => {
      // The next conversation's part may have taken the name already.
      if (handles.get(name) === handle) handles.delete(name)
    }
  }, [name, there])
}

/** Whether the part that offers it is on the screen. */
export const isThere = (name: HandleName): boolean => handles.has(name)

/** Does it; a part that is not on the screen has nothing to do. */
export const press = (name: HandleName): void => handles.get(name)?.()
