import type { TenantTx } from '../platform/database.ts'
import type { Inbound } from './inbound.ts'
import { setConnection, setQr } from './instance.repo.ts'

type InstanceEvent = Extract<Inbound, { type: 'connection' | 'qr' }>

/** What a connection or QR event says about a number, kept; announced as `whatsapp.changed` only when it is news. */
export async function applyInstanceEvent(
  tx: TenantTx,
  instanceId: string,
  event: InstanceEvent,
): Promise<void> {
  if (event.type === 'qr') return setQr(tx, instanceId, event)
  return setConnection(tx, instanceId, { status: event.state, phone: event.phone, cause: event.cause })
}
