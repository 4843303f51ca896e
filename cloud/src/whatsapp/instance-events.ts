import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Inbound } from './inbound.ts'
import { setConnection, setQr } from './instance.repo.ts'

/** A connection settles within seconds. */
const LOOK_AFTER_MS = 5000

type InstanceEvent = Extract<Inbound, { type: 'connection' | 'qr' }>

/** What a connection or QR event says about a number, kept; announced as `whatsapp.changed` only when it is news. */
export async function applyInstanceEvent(
  tx: TenantTx,
  instanceId: string,
  event: InstanceEvent,
): Promise<void> {
  await tx.acquire(`instance:${instanceId}`)
  if (event.type === 'qr') {
    await setQr(tx, instanceId, event)
    return
  }
  const told = { status: event.state, phone: event.phone, cause: event.cause }
  const isNews = await setConnection(tx, instanceId, told)
  // Deliveries overtake each other: "connecting" may come after the "open" that followed it. Evolution is asked.
  if (isNews && event.state !== 'connected') {
    const runAt = new Date(tx.now.getTime() + LOOK_AFTER_MS)
    const payload = { tenantId: tx.tenantId, traceId: 'connection' }
    await tx.enqueue('watch-instance', payload, { key: `look:${tx.tenantId}`, attempts: 3, runAt })
  }
}
