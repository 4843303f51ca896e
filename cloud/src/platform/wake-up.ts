import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { coalesce } from './coalesce.ts'
import type { Database } from './database.ts'
import { asError } from './errors.ts'

const TENANTS = 'tenant_event'
const FAMILIES = 'session_ended'
/** PostgreSQL takes payloads below 8,000 bytes; an id and its comma are 37. */
const MOST_IDS = 200
const RECONNECT_MS = 500

export type WakeUp = {
  /** That tenant's event log grew, here or in any other process. Null: something may have been missed, ask for all. */
  onTenant(listener: (tenantId: string | null) => void): void
  /** Another process ended this session. */
  onFamilyEnded(listener: (familyId: string) => void): void
  tellFamilyEnded(familyId: string): void
  close(): Promise<void>
}

type Options = {
  db: Database
  /** The application's connection; given where somebody listens, left out in a process that only tells. */
  listenUrl?: string
  onError?: (error: Error) => void
}

/**
 * Tells every process that a tenant's log grew. Only a wake-up: what happened is read from the log, so a lost one
 * costs a second, not an event. Sent outside of transactions, because a NOTIFY inside takes a lock of the whole
 * database at commit.
 */
export async function createWakeUp({ db, listenUrl, onError = () => undefined }: Options): Promise<WakeUp> {
  const own = randomUUID()
  const tenantListeners: ((tenantId: string | null) => void)[] = []
  const familyListeners: ((familyId: string) => void)[] = []
  const pending = new Set<string>()
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined

  const wake = (tenantId: string | null) => {
    for (const listener of tenantListeners) listener(tenantId)
  }
  const notify = (channel: string, ids: string[]) =>
    db.lookup('select pg_notify($1, $2)', [channel, `${own}:${ids.join(',')}`])

  const tell = coalesce(
    () => pending.size > 0 && !closed,
    () => {
      const ids = [...pending].slice(0, MOST_IDS)
      for (const id of ids) pending.delete(id)
      return notify(TENANTS, ids)
    },
    onError,
  )

  function hear({ channel, payload = '' }: pg.Notification): void {
    const [sender, ids = ''] = payload.split(':')
    if (sender === own) return
    for (const id of ids.split(',')) {
      if (channel === TENANTS) wake(id)
      else for (const listener of familyListeners) listener(id)
    }
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: listenUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    fresh.on('notification', hear)
    fresh.on('error', (error) => onError(error))
    fresh.once('end', () => {
      if (client === fresh) schedule()
    })
    try {
      await fresh.connect()
      await fresh.query(`listen ${TENANTS}; listen ${FAMILIES}`)
    } catch (error) {
      await fresh.end().catch(() => undefined)
      throw error
    }
    client = fresh
  }

  function schedule(): void {
    client = null
    if (!closed) retry = setTimeout(() => void tryToListen(), RECONNECT_MS)
  }

  async function tryToListen(): Promise<void> {
    try {
      await listen()
      wake(null)
    } catch (error) {
      onError(asError(error))
      schedule()
    }
  }

  db.onCommit((tenantId) => {
    wake(tenantId)
    pending.add(tenantId)
    void tell()
  })
  if (listenUrl) await tryToListen()
  return {
    onTenant: (listener) => void tenantListeners.push(listener),
    onFamilyEnded: (listener) => void familyListeners.push(listener),
    tellFamilyEnded: (familyId) =>
      void notify(FAMILIES, [familyId]).catch((error) => onError(asError(error))),
    close: async () => {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
