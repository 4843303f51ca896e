import { useRef, useState } from 'react'

/** One thing a person does: never twice at once, and what went wrong is kept to be shown. */
export function useAct<Given extends unknown[]>(act: (...given: Given) => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  // A second click may come before the page is drawn again, so this is no state.
  const running = useRef(false)
  /** Whether it was done; false also while it is under way already. */
  async function run(...given: Given): Promise<boolean> {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setFailure(null)
    try {
      await act(...given)
      return true
    } catch (error) {
      setFailure(error)
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy, failure, forget: () => setFailure(null) }
}
