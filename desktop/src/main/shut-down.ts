import type { App } from 'electron'

/** Patience with the engine's end, in milliseconds: what is queued is on disk already. */
const PATIENCE = 3000

/** Quits only after the engine ended and its cache was closed; from the first moment on, nothing new begins. */
export function shutDownOnce(app: Pick<App, 'on' | 'exit'>, end: () => Promise<void>): { begun(): boolean } {
  let begun = false
  app.on('before-quit', (event) => {
    // The windows must go through a second round: they close only once this has begun.
    if (begun) return
    begun = true
    event.preventDefault()
    const waited = new Promise<void>((done) => setTimeout(done, PATIENCE))
    void Promise.race([end(), waited]).finally(() => app.exit(0))
  })
  return { begun: () => begun }
}
