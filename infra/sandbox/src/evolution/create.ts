import { startPairing } from './connection.ts'
import { badRequest } from './errors.ts'
import { defaultSettings, type Instance, newInstance } from './instance.ts'
import { validate } from './schema.ts'
import { type GivenWebhook, setWebhook } from './webhook-routes.ts'
import type { World } from './world.ts'

interface CreateBody {
  instanceName: string
  integration?: string
  qrcode?: boolean
  token?: string
  number?: string
  businessId?: string
  webhook?: GivenWebhook
  [setting: string]: unknown
}

const flags = ['groupsIgnore', 'rejectCall', 'alwaysOnline', 'readMessages', 'readStatus', 'syncFullHistory']

function settingsOf(body: CreateBody): Instance['settings'] {
  const given = Object.fromEntries(
    Object.keys(defaultSettings)
      .filter((name) => body[name] !== undefined)
      .map((name) => [name, body[name]]),
  )
  return { ...defaultSettings, ...given }
}

/**
 * `POST /instance/create` once the key and the name are fine.
 * @returns the 201 body
 * @throws EvolutionError 400 for a wrong body; the instance is gone again when its webhook names no events
 */
export async function createInstance(world: World, given: unknown) {
  const body = validate<CreateBody>(given, {
    required: ['instanceName'],
    types: {
      instanceName: 'string',
      qrcode: 'boolean',
      token: 'string',
      number: 'string',
      webhook: 'object',
      ...Object.fromEntries(flags.map((flag) => [flag, 'boolean' as const])),
    },
  })
  const official = body.integration === 'WHATSAPP-BUSINESS'
  if (!official && body.integration !== 'WHATSAPP-BAILEYS') throw badRequest('Invalid integration')
  if (official && !body.number) throw badRequest('number is required')
  const { webhook } = body
  if (webhook?.url && !Array.isArray(webhook.events))
    throw badRequest("Cannot read properties of undefined (reading 'length')")
  const instance = newInstance({
    name: body.instanceName,
    settings: settingsOf(body),
    integration: official ? 'WHATSAPP-BUSINESS' : 'WHATSAPP-BAILEYS',
    ...(body.businessId ? { businessId: body.businessId } : {}),
    ...(body.token ? { token: body.token } : {}),
    ...(body.number ? { number: body.number } : {}),
  })
  world.instances.set(instance.name, instance)
  if (webhook?.url) setWebhook(instance, { ...webhook, enabled: true })
  const named = { instanceName: instance.name, instanceId: instance.id }
  world.webhooks.emit(instance, 'instance.create', named)
  // Nothing to scan: Meta's side is there already.
  if (official) instance.state = 'open'
  if (body.qrcode && !official) {
    await startPairing(world, instance)
    await world.timers.sleep(world.times.bootMs)
  }
  return {
    instance: {
      ...named,
      integration: body.integration,
      webhookWaBusiness: official ? world.webhooks.metaUrl : null,
      accessTokenWaBusiness: official ? 'sandbox-verify' : '',
      status: instance.state,
    },
    hash: instance.token,
    webhook: {
      webhookUrl: webhook?.url,
      webhookHeaders: webhook?.headers,
      webhookByEvents: webhook?.byEvents,
      webhookBase64: webhook?.base64,
    },
    websocket: {},
    rabbitmq: {},
    nats: {},
    sqs: {},
    settings: instance.settings,
    ...(body.qrcode && !official ? { qrcode: instance.qr ?? { count: 0 } } : {}),
  }
}
