import { useCallback, useEffect, useRef, useState } from 'react'

export type Loaded<T> = {
  /** The newest answer; stays while a newer one is on its way or failed. */
  data: T | undefined
  failure: unknown
  loading: boolean
  reload: () => Promise<void>
  /** Puts an answer there that came another way, as the reply to a change. */
  set: (data: T) => void
}

/**
 * Asks the server for what a page shows. Asks again when `key` changes; a late answer to an older question is dropped.
 * @param everyMs asks again so often while the page is seen; 0 never
 */
export function useLoad<T>(load: () => Promise<T>, key = '', everyMs = 0): Loaded<T> {
  const [state, setState] = useState<{ data?: T; failure?: unknown; loading: boolean }>({ loading: true })
  const asked = useRef(0)
  const current = useRef(load)
  current.current = load
  const reload = useCallback(async () => {
    const mine = ++asked.current
    setState((old) => ({ ...old, loading: true }))
    try {
      const data = await current.current()
      if (mine === asked.current) setState({ data, loading: false })
    } catch (failure) {
      if (mine === asked.current) setState((old) => ({ ...old, failure, loading: false }))
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another question.
  useEffect(() => {
    void reload()
    return () => {
      asked.current += 1
    }
  }, [key, reload])
  useEffect(() => {
    if (everyMs === 0) return
    const look = () => document.visibilityState === 'visible' && void reload()
    const timer = setInterval(look, everyMs)
    // Who comes back to the page sees the present at once.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [everyMs, reload])
  const set = useCallback((data: T) => {
    asked.current += 1
    setState({ data, loading: false })
  }, [])
  return { data: state.data, failure: state.failure, loading: state.loading, reload, set }
}
