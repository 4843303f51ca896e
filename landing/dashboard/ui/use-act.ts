import { useCallback, useRef, useState } from 'react'

/** One thing a person does: never twice at once, and what went wrong is kept to be shown. */
export function useAct<Given extends unknown[]>(act: (...given: Given) => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const running = useRef(false)
  const current = useRef(act)
  current.current = act
  const run = useCallback(async (...given: Given): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setFailure(null)
    try {
      await current.current(...given)
      return true
    } catch (error) {
      setFailure(error)
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return { run, busy, failure, forget: () => setFailure(null) }
}
