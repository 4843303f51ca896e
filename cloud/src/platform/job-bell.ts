import { asError } from './errors.ts'

/** The queue library's channel, and what it wants to be told: something that differs each time, and how many came. */
const CHANNEL = 'jobs:insert'

type Notify = (channel: string, payload: string) => Promise<unknown>

/**
 * Announces jobs that are due to the processes that do them, after the commit that made them: a NOTIFY inside would hold
 * a lock of the whole database until the disk has the commit. One announcement is on its way at a time; whatever comes
 * meanwhile shares the next. One that is lost costs half a second, until the jobs are looked for anyway.
 */
export function createJobBell(notify: Notify, onError: (error: Error) => void) {
  let pending = 0
  let ringing = false
  return async (count: number): Promise<void> => {
    pending += count
    if (ringing) return
    ringing = true
    try {
      while (pending > 0) {
        const told = pending
        pending = 0
        await notify(CHANNEL, JSON.stringify({ r: Math.random(), count: told }))
      }
    } catch (error) {
      onError(asError(error))
    } finally {
      ringing = false
    }
  }
}
