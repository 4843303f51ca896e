import type { HealthState } from '@plantao/shared/whatsapp'
import type { Jobs } from '../jobs.ts'
import { spread } from '../platform/chores.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { GatewayError, type WhatsappGateway } from './gateway.port.ts'
import { isTrouble } from './health.ts'
import {
  findInstance,
  type Instance,
  noteTold,
  setConnection,
  setHealth,
  watchedInstances,
} from './instance.repo.ts'
import { lastReceived, sameWindowBefore } from './ledger.repo.ts'
import { isAgainstRhythm, LONGEST_SILENCE_MS, SHORTEST_SILENCE_MS } from './rhythm.ts'

/** Trouble that passes by itself within this is no news to the owner. Milliseconds. */
const BRIEF_MS = 2 * 60_000
/** Instances enqueued by one run of the tick. */
const PAGE = 500

export type TellOwner = (
  tx: TenantTx,
  trouble: { instanceId: string; health: HealthState; since: Date },
) => Promise<void>

/** The jobs of one tick are spread over most of the time until the next one. Milliseconds. */
const SPREAD_MS = { 'watch-instance': 50_000, 'count-instance': 50 * 60_000 }

/** The tick: one job for each number there is. */
export function eachInstanceTask(db: Database, job: keyof typeof SPREAD_MS, now: () => Date) {
  return async (): Promise<void> => {
    const at = now()
    let after: string | null = null
    for (;;) {
      const rows: Awaited<ReturnType<typeof watchedInstances>> = await watchedInstances(db, after, PAGE)
      // Pages lie over each other: within one, the first begins at once.
      for (const [index, { tenant_id: tenantId }] of rows.entries()) {
        const payload = { tenantId, traceId: job }
        const runAt = spread(at, index, rows.length, SPREAD_MS[job])
        await db.tenant(tenantId, (tx) =>
          tx.enqueue(job, payload, { key: `${job}:${tenantId}`, attempts: 3, runAt }),
        )
      }
      if (rows.length < PAGE) return
      after = rows.at(-1)!.instance_id
    }
  }
}

type Deps = {
  db: Database
  gateway: Pick<WhatsappGateway, 'state' | 'probe' | 'restart'>
  tellOwner: TellOwner
}

/**
 * Looks after one number: what Evolution says of it now, whether it is silent against its own rhythm and why, and whether
 * the owner must be told. Events may be lost or late; this is what makes the status honest in the end.
 */
export function watchTask({ db, gateway, tellOwner }: Deps) {
  return async ({ tenantId }: Jobs['watch-instance']): Promise<void> => {
    const instance = await db.tenant(tenantId, findInstance)
    if (!instance) return
    // What the owner switched off stays so; every other ending may have been told late.
    if (instance.health !== 'off') await askState({ db, gateway }, tenantId, instance)
    const now = await db.tenant(tenantId, findInstance)
    if (now?.status === 'connected' && now.health !== 'unreachable')
      await listen({ db, gateway }, tenantId, now)
    await db.tenant(tenantId, async (tx) => {
      const after = await findInstance(tx)
      if (!after || !isTrouble(after.health) || after.toldAt) return
      if (tx.now.getTime() - after.healthAt.getTime() < BRIEF_MS) return
      if (!(await noteTold(tx, after.id))) return
      await tellOwner(tx, { instanceId: after.id, health: after.health, since: after.healthAt })
    })
  }
}

type Asking = Pick<Deps, 'db' | 'gateway'>

async function askState({ db, gateway }: Asking, tenantId: string, instance: Instance): Promise<void> {
  try {
    const info = await gateway.state(instance.name)
    await db.tenant(tenantId, (tx) => setConnection(tx, instance.id, info))
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    await db.tenant(tenantId, async (tx) => {
      if (error.kind === 'not_found')
        await setConnection(tx, instance.id, { status: 'disconnected', phone: null })
      else if (instance.status !== 'disconnected') await setHealth(tx, instance.id, 'unreachable')
    })
  }
}

/** A connected number that delivers nothing when it always did is probed, and its session started again if it is dead. */
async function listen({ db, gateway }: Asking, tenantId: string, instance: Instance): Promise<void> {
  const isSilent = await db.tenant(tenantId, async (tx) => {
    const last = (await lastReceived(tx, instance.id)) ?? instance.createdAt
    const silence = tx.now.getTime() - last.getTime()
    if (silence < SHORTEST_SILENCE_MS) return false
    const from = new Date(tx.now.getTime() - Math.min(silence, LONGEST_SILENCE_MS))
    return isAgainstRhythm(await sameWindowBefore(tx, instance.id, { from, since: instance.createdAt }))
  })
  if (!isSilent) {
    if (instance.health === 'silent') await db.tenant(tenantId, (tx) => setHealth(tx, instance.id, 'ok'))
    return
  }
  const isNews = instance.health !== 'silent'
  await db.tenant(tenantId, (tx) => setHealth(tx, instance.id, 'silent'))
  const answers = instance.phone ? await gateway.probe({ name: instance.name, phone: instance.phone }) : true
  // Once for each silence: a restart in vain every minute would make a storm of its own.
  if (isNews && !answers) await gateway.restart(instance.name).catch(() => undefined)
}

/** Does the company's number still have the trouble its owner is to be told of? */
export async function stillInTrouble(db: Database, tenantId: string, health: string): Promise<boolean> {
  return (await db.tenant(tenantId, findInstance))?.health === health
}
