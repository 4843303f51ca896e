import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { holdOffErasures } from '../platform/erasure-lock.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { aboutOf, applyInstanceEvent, type Inbound, normalise, type OtherNames } from '../whatsapp/index.ts'
import { receiveChange } from './change.ts'
import { forgetEvent } from './erased-event.repo.ts'
import { erasedBy } from './erased-event.ts'
import { filedAt, isBeyondKeeping, LATE_AFTER_MS } from './late.ts'
import { react } from './message.repo.ts'
import { lockRawEvent, noteHandled, type RawEvent } from './raw-event.repo.ts'
import { type ReceiveContext, receiveAck, receiveMessage, receiveOwn } from './receive.ts'
import { receiveTyping } from './receive-typing.ts'

type Deps = OtherNames & {
  db: Database
  settings: ReceiveContext['settings']
  /** From this age on a message is history. Milliseconds; an hour unless told. */
  lateAfterMs?: number
  onOutcome?: (outcome: string) => void
}

/** One stored webhook event, understood and acted upon in one transaction; a second run finds it handled. */
export function receiveTask({ db, settings, lateAfterMs = LATE_AFTER_MS, onOutcome, ...others }: Deps) {
  return async ({ tenantId, rawEventId, traceId }: Jobs['receive']): Promise<void> => {
    const outcome = await db.together(tenantId, async (tx) => {
      holdOffErasures(tx)
      const raw = await lockRawEvent(tx, rawEventId)
      if (!raw || raw.handled_at) return null
      const inbound = normalise(raw.event, raw.body, raw.received_at)
      const early = mayBeEarly(raw, tx.now)
      const about = raw.any_erased ? aboutOf(raw.event, raw.body, inbound) : null
      const erased = about && (await erasedBy(tx, others, about, traceId))
      if (about && (erased === 'for_sure' || (erased === 'unless_early' && !early))) {
        await forgetEvent(tx, rawEventId, about)
        return 'erased'
      }
      const reached = await act(tx, filed(inbound, raw.received_at), {
        instanceId: raw.instance_id,
        traceId,
        settings,
        lateAfterMs,
        receivedAt: raw.received_at,
      })
      if (reached === 'unknown_message' && early) {
        const payload = { tenantId, rawEventId, traceId }
        await tx.enqueue('receive', payload, { runAt: new Date(tx.now.getTime() + EARLY_MS) })
        return 'early'
      }
      noteHandled(tx, rawEventId, reached)
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

type Said = Extract<Inbound, { type: 'message' | 'from_me' | 'own_send' }>
const isSaid = (inbound: Inbound): inbound is Said =>
  inbound.type === 'message' || inbound.type === 'from_me' || inbound.type === 'own_send'

/** The same, with its time as a thread files it. */
function filed(inbound: Inbound, arrivedAt: Date): Inbound {
  return 'at' in inbound ? { ...inbound, at: filedAt(inbound.at, arrivedAt) } : inbound
}

type Context = ReceiveContext & { receivedAt: Date }

async function act(tx: TenantTx, inbound: Inbound, context: Context): Promise<string> {
  if (isSaid(inbound) && isBeyondKeeping(inbound.at, tx.now)) return 'ignored:beyond_keeping'
  switch (inbound.type) {
    case 'message':
      return receiveMessage(tx, inbound, context)
    case 'from_me':
    case 'own_send':
      return receiveOwn(tx, inbound, context)
    case 'reaction':
      return react(tx, inbound)
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
