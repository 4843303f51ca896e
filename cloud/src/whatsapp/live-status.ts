import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { GatewayError, type WhatsappGateway } from './gateway.port.ts'
import { findInstance, type Instance } from './instance.repo.ts'
import { keep } from './pairing.ts'

/** How old an answer of Evolution's may be: short while somebody is pairing, longer when all is well. */
const STALE_MS = { connected: 30_000, connecting: 5000, disconnected: 5000 }
/** Nobody looks at a page for longer than this before it shows something. */
const PATIENCE_MS = 2500
/** Tenants remembered; beyond, all are forgotten, which costs one question each. */
const MOST_TENANTS = 10_000

type Deps = { db: Database; gateway: WhatsappGateway; clock: Clock; patienceMs?: number }

/**
 * The tenant's instance as Evolution has it now, asked at most every few seconds and never waited for long: what is
 * stored serves meanwhile. It repairs what a lost or reordered event left wrong.
 */
export function liveStatus({ db, gateway, clock, patienceMs = PATIENCE_MS }: Deps) {
  const askedAt = new Map<string, number>()

  async function ask(tenantId: string, instance: Instance): Promise<Instance> {
    try {
      return await keep({ db }, tenantId, instance.id, await gateway.state(instance.name))
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      if (error.kind !== 'not_found') return instance
      return keep({ db }, tenantId, instance.id, { status: 'disconnected', phone: null })
    }
  }

  return async (tenantId: string): Promise<Instance | null> => {
    const stored = await db.tenant(tenantId, findInstance)
    if (!stored) return null
    const now = clock.now().getTime()
    if (now - (askedAt.get(tenantId) ?? 0) < STALE_MS[stored.status]) return stored
    if (askedAt.size >= MOST_TENANTS) askedAt.clear()
    askedAt.set(tenantId, now)
    return soonest(ask(tenantId, stored), stored, patienceMs)
  }
}

/** What `work` answers, or `meanwhile` when that takes longer; the work goes on and its result is kept all the same. */
async function soonest<T>(work: Promise<T>, meanwhile: T, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(meanwhile), ms)
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
    // Its failure after the race has no listener left: stored status stands, the next question finds out.
    work.catch(() => undefined)
  }
}
