import { coalesce } from './coalesce.ts'

/** The queue library's channel. Its payload holds something that differs each time, and how many jobs came. */
const CHANNEL = 'jobs:insert'

type Notify = (channel: string, payload: string) => Promise<unknown>

/**
 * Tells the workers that jobs are due, after the commit that made them: a NOTIFY inside the transaction would hold a lock
 * of the whole database until the commit is on disk. One notification is on its way at a time; those that come meanwhile
 * are coalesced into the next. A lost one costs half a second, until the workers poll anyway.
 */
export function createJobNotifier(notify: Notify, onError: (error: Error) => void) {
  let pending = 0
  const tell = coalesce(
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
