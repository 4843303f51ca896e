import type { Database } from '../platform/database.ts'
import { dueGarbage, nameBytes, overdueFetches, tenantsWithGarbage } from './media.repo.ts'
import type { MediaStore } from './media-store.port.ts'

/** Tenants of one run, files of one tenant taken up at once, and files whose fetching is started again. */
const MOST = 200
/** A fetch that nobody counted for so long has lost its job. */
const OVERDUE_MS = 10 * 60_000

type Deps = { db: Database; store: MediaStore; now: () => Date }

/** Takes one company's bytes that no message names any more out of the store, all of them that are due. */
export function clearFilesOf({ db, store }: Pick<Deps, 'db' | 'store'>) {
  return async (tenantId: string): Promise<void> => {
    for (let found = MOST; found >= MOST; ) {
      const keys = await db.tenant(tenantId, (tx) => dueGarbage(tx, MOST))
      for (const key of keys) {
        await store.remove(key)
        await db.tenant(tenantId, (tx) => nameBytes(tx, key))
      }
      found = keys.length
    }
  }
}

/** Takes away bytes that no message names any more, and starts fetches anew that lost their job. Safe at any time. */
export function mediaGarbageTask({ db, store, now }: Deps) {
  const clearFiles = clearFilesOf({ db, store })
  return async (): Promise<void> => {
    for (const tenantId of await tenantsWithGarbage(db, now(), MOST)) await clearFiles(tenantId)
    const before = new Date(now().getTime() - OVERDUE_MS)
    for (const { tenantId, messageId } of await overdueFetches(db, before, MOST)) {
      const payload = { tenantId, messageId, traceId: 'sweep' }
      await db.tenant(tenantId, (tx) => tx.enqueue('fetch-media', payload, { attempts: 5 }))
    }
  }
}
