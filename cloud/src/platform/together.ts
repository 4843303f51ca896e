import type { Work } from './transaction.ts'

type Rider = { work: Work; done: (value: unknown) => void; failed: (error: unknown) => void }
type Line = { waiting: Rider[]; boarding: boolean }

type Options = {
  /** Runs works in one transaction; `onWritten` is called when only its commit is waited for. */
  share: (tenantId: string, works: Work[], onWritten: () => void) => Promise<unknown[]>
  /** Runs a work in a transaction of its own. */
  own: (tenantId: string, work: Work) => Promise<unknown>
}

/** Works in one transaction at most: the locks of the last must not wait for the first too long. */
const MOST_RIDERS = 32

/**
 * Takes works that came while the tenant's last shared transaction ran into the next one, together: under load a commit,
 * the tenant's counter and its other single rows are paid for once by many. Alone it starts at once. At most one of a
 * tenant's shared transactions sends statements at a time, so that two never wait for each other's rows; the next starts
 * when the last only waits for its commit. When a shared one fails, each work runs again in one of its own.
 */
export function createTogether({ share, own }: Options) {
  const lines = new Map<string, Line>()

  function depart(tenantId: string, line: Line): void {
    const riders = line.waiting.splice(0, MOST_RIDERS)
    if (riders.length === 0) {
      line.boarding = false
      lines.delete(tenantId)
      return
    }
    line.boarding = true
    let gone = false
    const next = () => {
      if (!gone) depart(tenantId, line)
      gone = true
    }
    share(
      tenantId,
      riders.map(({ work }) => work),
      next,
    )
      .then(
        (results) => riders.forEach((rider, i) => void rider.done(results[i])),
        () => {
          for (const { work, done, failed } of riders) own(tenantId, work).then(done, failed)
        },
      )
      .finally(next)
  }

  return <T>(tenantId: string, work: Work<T>): Promise<T> =>
    new Promise<T>((done, failed) => {
      const line = lines.get(tenantId) ?? { waiting: [], boarding: false }
      lines.set(tenantId, line)
      line.waiting.push({ work, done: done as (value: unknown) => void, failed })
      if (!line.boarding) depart(tenantId, line)
    })
}
