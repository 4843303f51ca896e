import type { FastifyInstance } from 'fastify'
import { internalError } from './errors.ts'
import { instanceOf } from './guard.ts'
import { type Instance, rowId, type WebhookRow } from './instance.ts'
import { validate } from './schema.ts'
import type { World } from './world.ts'

/** A webhook as callers write it. */
export interface GivenWebhook {
  enabled?: boolean
  url: string
  headers?: Record<string, string>
  byEvents?: boolean
  base64?: boolean
  events?: string[]
}

/** Writes the webhook row; url, headers and events count at once, base64 from the next connect on. */
export function setWebhook(instance: Instance, given: GivenWebhook): WebhookRow {
  const now = new Date().toISOString()
  const known = instance.webhook
  instance.webhook = {
    id: known?.id ?? rowId(),
    url: given.url,
    headers: given.headers ?? null,
    enabled: given.enabled ?? true,
    events: given.events ?? [],
    webhookByEvents: given.byEvents ?? false,
    webhookBase64: given.base64 ?? false,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
    instanceId: instance.id,
  }
  return instance.webhook
}

/** `POST /webhook/set/:name` (nested body) and `GET /webhook/find/:name`. */
export function registerWebhookRoutes(app: FastifyInstance, world: World): void {
  app.post('/webhook/set/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const { webhook } = validate<{ webhook: GivenWebhook }>(request.body, {
      required: ['webhook'],
      types: { webhook: 'object' },
    })
    validate(
      webhook,
      { required: ['enabled', 'url'], types: { enabled: 'boolean', url: 'string', events: 'array' } },
      'webhook',
    )
    if (!webhook.events) throw internalError("Cannot read properties of undefined (reading 'length')")
    return reply.code(201).send(setWebhook(instance, webhook))
  })

  app.get('/webhook/find/:name', async (request, reply) => {
    const row = instanceOf(world, request).webhook
    return reply.type('application/json').send(JSON.stringify(row))
  })
}
