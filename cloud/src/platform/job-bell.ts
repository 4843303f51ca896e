import { oneAtATime } from './one-at-a-time.ts'

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
  const tell = oneAtATime(
    () => pending > 0,
    () => {
      const told = pending
      pending = 0
      return notify(CHANNEL, JSON.stringify({ r: Math.random(), count: told }))
    },
    onError,
  )
  return (count: number): Promise<void> => {
    pending += count
    return tell()
  }
}
