import type { ConnectWhatsapp } from '@plantao/shared/whatsapp'
import type { Database } from '../platform/database.ts'
import { asError } from '../platform/errors.ts'
import { type ConnectionInfo, GatewayError, type Qr, type WhatsappGateway } from './gateway.port.ts'
import {
  findInstance,
  type Instance,
  rotateSecret,
  setChannel,
  setConnection,
  setQr,
  undoRotation,
} from './instance.repo.ts'
import { newSecret, secretHash } from './secret.ts'

export type PairingDeps = {
  db: Database
  gateway: WhatsappGateway
  /** Where Evolution is to post events. */
  webhookUrl: string
}

/**
 * Makes sure that the tenant has an instance at Evolution which posts to us: makes it, adopts one of that name, or
 * makes it anew where Evolution lost it. May be repeated at will; a connected number is not disturbed.
 * @throws GatewayError when Evolution cannot be brought to it now; what was committed serves the next try
 */
export async function openInstance(
  deps: PairingDeps,
  tenantId: string,
  way: ConnectWhatsapp = { channel: 'phone' },
): Promise<Instance> {
  const { gateway } = deps
  const { known, there } = await look(deps, tenantId)
  if (known && there) {
    const isSameWay = known.channel === way.channel && way.channel === 'phone'
    if (isSameWay && there.status === 'connected') return keep(deps, tenantId, known.id, there)
    if (isSameWay) return adopt(deps, tenantId, way.number)
    // Evolution cannot turn one kind of instance into another, nor give it a new token.
    await gateway.remove(known.name)
  }
  return create(deps, tenantId, way)
}

/**
 * For the start of the house: as `openInstance`, and the webhook's address is set even where the number is connected,
 * since it may have changed.
 */
export async function ensureInstance(
  db: Database,
  gateway: WhatsappGateway,
  { tenantId, webhookUrl }: { tenantId: string; webhookUrl: string },
): Promise<Instance> {
  const deps = { db, gateway, webhookUrl }
  const { there } = await look(deps, tenantId)
  return there ? adopt(deps, tenantId) : create(deps, tenantId)
}

/**
 * What we know of the number and what Evolution does. Where Evolution lost it, or its session, what is stored as
 * connected ends here: a new QR would else be taken for one that came late.
 */
async function look({ db, gateway }: PairingDeps, tenantId: string) {
  const known = await db.tenant(tenantId, findInstance)
  const there = known ? await stateOf(gateway, known.name) : null
  if (known?.status === 'connected' && there?.status !== 'connected') {
    const now = there ?? { status: 'disconnected' as const, phone: null }
    await db.tenant(tenantId, (tx) => setConnection(tx, known.id, now))
  }
  return { known, there }
}

/** Null when Evolution does not know the name. */
async function stateOf(gateway: WhatsappGateway, name: string): Promise<ConnectionInfo | null> {
  try {
    return await gateway.state(name)
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'not_found') return null
    throw error
  }
}

/** The secret is committed before Evolution learns it: it may post before its answer reaches us. */
async function create(
  deps: PairingDeps,
  tenantId: string,
  way: ConnectWhatsapp = { channel: 'phone' },
): Promise<Instance> {
  const secret = newSecret()
  const { channel, number, token, businessId, template } = way
  const instance = await deps.db.tenant(tenantId, async (tx) => {
    const made = await rotateSecret(tx, secretHash(secret))
    await setChannel(tx, made.id, channel, template ?? null)
    return made
  })
  const { name } = instance
  try {
    const wish = { name, webhookUrl: deps.webhookUrl, secret, channel, number, token, businessId }
    return await keep(deps, tenantId, instance.id, await deps.gateway.createInstance(wish))
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'taken' || channel === 'official') throw error
    return pointWebhook(deps, tenantId, instance, { secret, number })
  }
}

async function adopt(deps: PairingDeps, tenantId: string, number?: string): Promise<Instance> {
  const secret = newSecret()
  const instance = await deps.db.tenant(tenantId, (tx) => rotateSecret(tx, secretHash(secret)))
  return pointWebhook(deps, tenantId, instance, { secret, number })
}

async function pointWebhook(
  deps: PairingDeps,
  tenantId: string,
  { id, name }: Instance,
  { secret, number }: { secret: string; number: string | undefined },
): Promise<Instance> {
  try {
    await deps.gateway.setWebhook({ name, webhookUrl: deps.webhookUrl, secret })
  } catch (error) {
    // Refused for sure; after `unavailable` Evolution may hold either secret, so both stay good.
    if (error instanceof GatewayError && error.kind !== 'unavailable') {
      await deps.db.tenant(tenantId, (tx) => undoRotation(tx, secretHash(secret)))
    }
    throw asError(error)
  }
  const answer = await deps.gateway.connect(name, number)
  // Only `state` knows the phone of a connected number.
  return keep(deps, tenantId, id, 'status' in answer ? await deps.gateway.state(name) : answer)
}

/** Keeps what Evolution answered: the QR to scan, or that the number is connected. */
export async function keep(
  { db }: Pick<PairingDeps, 'db'>,
  tenantId: string,
  instanceId: string,
  answer: Qr | ConnectionInfo,
): Promise<Instance> {
  return db.tenant(tenantId, async (tx) => {
    if ('status' in answer) await setConnection(tx, instanceId, answer)
    else if (answer.code === null) await setConnection(tx, instanceId, { status: 'connecting', phone: null })
    else await setQr(tx, instanceId, answer)
    const kept = await findInstance(tx)
    if (!kept) throw new Error('the instance is gone')
    return kept
  })
}
