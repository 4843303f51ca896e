import type { Engine } from './engine.ts'

/**
 * Opens a conversation now, or once somebody is signed in: a click may arrive before the sign-in is back. `opened` is
 * called when the page has been told which one it is.
 */
export function openLater(engine: Engine, opened: () => void) {
  let wanted: string | null = null
  const attempt = () => {
    if (!wanted || engine.state().session.phase !== 'signedIn') return
    const id = wanted
    wanted = null
    void engine.console.open(id)
    opened()
  }
  engine.onChange(attempt)
  return {
    open: (id: string) => {
      wanted = id
      attempt()
    },
  }
}
