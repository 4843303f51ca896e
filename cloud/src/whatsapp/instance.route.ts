import type { ErrorCode } from '@plantao/shared/errors'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { WhatsappStatus } from '@plantao/shared/whatsapp'
import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { GatewayError, type Qr } from './gateway.port.ts'
import { findInstance, type Instance, switchOff } from './instance.repo.ts'
import { newestCount } from './ledger.repo.ts'
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

  async function known(tenantId: string): Promise<Instance> {
    const instance = await deps.db.tenant(tenantId, findInstance)
    if (!instance) throw expected('whatsapp.no_instance')
    return instance
  }
  const audited = (caller: { tenantId: string; memberId: string }, act: string, id: string) =>
    deps.db.tenant(caller.tenantId, (tx) => audit(tx, caller.memberId, act, id))
  const shown = async (tenantId: string, instance: Instance): Promise<WhatsappStatus> =>
    statusOf(instance, await deps.db.tenant(tenantId, (tx) => newestCount(tx, instance.id)))

  return [
    route(endpoints.createInstance, async ({ caller, body }) => {
      const instance = await named(openInstance(deps, caller.tenantId, body))
      await audited(caller, 'whatsapp.connect', instance.id)
      return { name: instance.name, ...(await shown(caller.tenantId, instance)) }
    }),
    route(endpoints.whatsappStatus, async ({ caller }) => {
      const instance = await current(caller.tenantId)
      return instance ? shown(caller.tenantId, instance) : { status: 'disconnected' as const }
    }),
    route(endpoints.whatsappDisconnect, async ({ caller }) => {
      const instance = await known(caller.tenantId)
      await named(deps.gateway.logout(instance.name))
      await deps.db.tenant(caller.tenantId, (tx) => switchOff(tx, instance.id))
      await audited(caller, 'whatsapp.disconnect', instance.id)
      return shown(caller.tenantId, await known(caller.tenantId))
    }),
    route(endpoints.whatsappRestart, async ({ caller }) => {
      const instance = await known(caller.tenantId)
      if (instance.status === 'disconnected') throw expected('whatsapp.not_connected')
      await named(deps.gateway.restart(instance.name))
      await audited(caller, 'whatsapp.restart', instance.id)
      const state = await named(deps.gateway.state(instance.name))
      return shown(caller.tenantId, await keep(deps, caller.tenantId, instance.id, state))
    }),
    route(endpoints.deleteInstance, async ({ caller }) => {
      const instance = await known(caller.tenantId)
      await named(deps.gateway.remove(instance.name))
      await deps.db.tenant(caller.tenantId, (tx) => switchOff(tx, instance.id))
      await audited(caller, 'whatsapp.delete', instance.id)
      return { ok: true as const }
    }),
    route(endpoints.whatsappQr, async ({ caller }) => {
      const instance = await current(caller.tenantId)
      if (!instance) throw expected('whatsapp.no_instance')
      return named(freshQr(caller.tenantId, instance))
    }),
  ]
}

function statusOf(instance: Instance, count: Awaited<ReturnType<typeof newestCount>>): WhatsappStatus {
  const { status, phone, channel, health, healthAt, lastReceivedAt } = instance
  return {
    status,
    ...(phone ? { phone } : {}),
    channel,
    health: {
      state: health,
      since: healthAt.toISOString(),
      ...(lastReceivedAt ? { lastReceivedAt: lastReceivedAt.toISOString() } : {}),
      ...(count ? { ledger: { ...count, at: count.at.toISOString() } } : {}),
    },
  }
}

const FAILURES: Partial<Record<GatewayError['kind'], ErrorCode>> = {
  not_found: 'whatsapp.no_instance',
  refused: 'whatsapp.refused',
}

/** Evolution's failures, by the names clients know: one it lost must be made again, anything else will pass. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    throw expected(FAILURES[error.kind] ?? 'whatsapp.unavailable')
  }
}
