import { endpoints } from '@plantao/shared/http/endpoints'
import type { WhatsappStatus } from '@plantao/shared/whatsapp'
import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { GatewayError, type Qr } from './gateway.port.ts'
import type { Instance } from './instance.repo.ts'
import { liveStatus } from './live-status.ts'
import { keep, openInstance, type PairingDeps } from './pairing.ts'

/** Codes change every 45 s (Evolution's `qrTimeout`): an older one means that we missed an event. */
const QR_FRESH_MS = 50_000
const NO_QR: Qr = { code: null, image: null, pairingCode: null }

export type WhatsappDeps = PairingDeps & { clock: Clock }

/** “Conectar WhatsApp”: make the instance, watch its status, show its QR. */
export function whatsappRoutes(deps: WhatsappDeps): BoundRoute[] {
  const current = liveStatus(deps)

  async function freshQr(tenantId: string, instance: Instance): Promise<Qr> {
    const age = deps.clock.now().getTime() - instance.statusAt.getTime()
    if (instance.status === 'connected') return NO_QR
    if (instance.qr.code !== null && age < QR_FRESH_MS) return instance.qr
    const answer = await deps.gateway.connect(instance.name)
    const kept = await keep(deps, tenantId, instance.id, answer)
    return kept.status === 'connected' ? NO_QR : kept.qr
  }

  return [
    route(endpoints.createInstance, async ({ caller }) => {
      const instance = await named(openInstance(deps, caller.tenantId))
      await deps.db.tenant(caller.tenantId, (tx) =>
        audit(tx, caller.memberId, 'whatsapp.connect', instance.id),
      )
      return { name: instance.name, ...statusOf(instance) }
    }),
    route(endpoints.whatsappStatus, async ({ caller }) => {
      const instance = await current(caller.tenantId)
      return instance ? statusOf(instance) : { status: 'disconnected' as const }
    }),
    route(endpoints.whatsappQr, async ({ caller }) => {
      const instance = await current(caller.tenantId)
      if (!instance) throw expected('whatsapp.no_instance')
      return named(freshQr(caller.tenantId, instance))
    }),
  ]
}

function statusOf({ status, phone }: Instance): WhatsappStatus {
  return { status, ...(phone ? { phone } : {}) }
}

/** Evolution's failures, by the names clients know: one it lost must be made again, anything else will pass. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    throw expected(error.kind === 'not_found' ? 'whatsapp.no_instance' : 'whatsapp.unavailable')
  }
}
