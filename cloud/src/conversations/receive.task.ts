import type { Jobs } from '../jobs.ts'
import type { Database, TenantTx } from '../platform/database.ts'
import { holdOffErasures } from '../platform/erasure-lock.ts'
import {
  aboutOf,
  applyInstanceEvent,
  type Inbound,
  normalise,
  type Tombstones,
} from '../whatsapp/index.ts'
import { erasedBy, forgetEvent } from './erased-event.ts'
import { react } from './message.repo.ts'
import { type ReceiveSettings, receiveAck, receiveChange, receiveMessage, receiveOwn } from './receive.ts'
import { receiveTyping } from './receive-typing.ts'

type Deps = {
  db: Database
  settings: (tx: TenantTx) => Promise<ReceiveSettings>
  tombstones: Tombstones
  onOutcome?: (outcome: string) => void
}
type RawEvent = {
  instance_id: string
  event: string
  body: unknown
  received_at: Date
  handled_at: Date | null
  /** The company has erased somebody at some time. */
  any_erased: boolean
}

/** One stored webhook event, understood and acted upon in one transaction; a second run finds it handled. */
export function receiveTask({ db, settings, tombstones, onOutcome }: Deps) {
  return async ({ tenantId, rawEventId, traceId }: Jobs['receive']): Promise<void> => {
    const outcome = await db.together(tenantId, async (tx) => {
      holdOffErasures(tx)
      const [raw] = await tx.query<RawEvent>(
        `select r.instance_id, r.event, r.body, r.received_at, r.handled_at,
           exists (select from tombstone t where t.tenant_id = r.tenant_id) as any_erased
         from raw_event r where r.tenant_id = $1 and r.id = $2 for update`,
        [tenantId, rawEventId],
      )
      if (!raw || raw.handled_at) return null
      const inbound = normalise(raw.event, raw.body, raw.received_at)
      const early = mayBeEarly(raw, tx.now)
      const about = raw.any_erased ? aboutOf(raw.event, raw.body, inbound) : null
      const erased = about && (await erasedBy(tx, tombstones, about))
      if (about && (erased === 'for_sure' || (erased === 'unless_early' && !early))) {
        await forgetEvent(tx, rawEventId, about)
        return 'erased'
      }
      const reached = await act(tx, inbound, {
        instanceId: raw.instance_id,
        traceId,
        settings,
        receivedAt: raw.received_at,
      })
      if (reached === 'unknown_message' && early) {
        const payload = { tenantId, rawEventId, traceId }
        await tx.enqueue('receive', payload, { runAt: new Date(tx.now.getTime() + EARLY_MS) })
        return 'early'
      }
      tx.write('update raw_event set handled_at = $3, outcome = $4 where tenant_id = $1 and id = $2', [
        tenantId,
        rawEventId,
        tx.now,
        reached,
      ])
      return reached
    })
    if (outcome) onOutcome?.(outcome)
  }
}

/** An edit, a withdrawal, an emoji or a tick may overtake the message it is about: it is read again after this. */
const EARLY_MS = 2000
/**
 * How long it may be early. Evolution repeats a delivery for minutes; a tick only ever races the send's own settling,
 * and what comes before that is kept in `early_ack`. Milliseconds.
 */
const EARLY_FOR_MS = [
  { event: /^messages[._-](?:edited|delete|upsert)$/i, ms: 120_000 },
  { event: /^messages[._-]update$/i, ms: 5000 },
]

function mayBeEarly(raw: RawEvent, now: Date): boolean {
  const age = now.getTime() - raw.received_at.getTime()
  return EARLY_FOR_MS.some(({ event, ms }) => event.test(raw.event) && age < ms)
}

type Context = { instanceId: string; traceId: string; settings: Deps['settings']; receivedAt: Date }

async function act(tx: TenantTx, inbound: Inbound, context: Context): Promise<string> {
  switch (inbound.type) {
    case 'message':
      return receiveMessage(tx, inbound, context)
    case 'from_me':
    case 'own_send':
      return receiveOwn(tx, inbound, context)
    case 'reaction':
      return (await react(tx, inbound)) ? 'reaction' : 'unknown_message'
    case 'ack':
      return receiveAck(tx, inbound)
    case 'edited':
    case 'revoked':
      return receiveChange(tx, inbound, context)
    case 'typing':
      return receiveTyping(tx, inbound, context)
    case 'connection':
    case 'qr':
      await applyInstanceEvent(tx, context.instanceId, inbound)
      return 'updated'
    case 'ignored':
      return `ignored:${inbound.reason}`
  }
}
