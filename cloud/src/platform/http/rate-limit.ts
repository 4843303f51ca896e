import rateLimit from '@fastify/rate-limit'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { Redis } from 'ioredis'
import { expected } from '../errors.ts'

/** Calls a minute and caller where the endpoint says nothing. */
const PER_MINUTE = 600

type Options = {
  memberOf: (token: string) => Promise<string | null>
  /** The session a refresh token of this call was made for; must not ask the database, nor believe a made-up one. */
  sessionOf: (request: FastifyRequest) => string | null
  redis?: Redis
}

declare module 'fastify' {
  interface FastifyContextConfig {
    countedBySession?: boolean
  }
}

/** What a route's own limit is called in its configuration. */
export function rateOf({ perMinute, path, countedBySession }: Endpoint): FastifyContextConfig {
  if (!perMinute) return {}
  if (!countedBySession) return { rateLimit: { max: perMinute, groupId: path } }
  // Only once the body is read is it known whose session it is. Who brings none is counted by address, as everywhere.
  const max = (_request: FastifyRequest, key: string) => (key.startsWith('session:') ? perMinute : PER_MINUTE)
  return { countedBySession, rateLimit: { max, groupId: path, hook: 'preHandler' as const } }
}

/**
 * Counts calls of the API by member, by session where a route asks for it, or by address when nobody is signed in. Pages and webhooks are not counted: a
 * vendor that is turned away drops its event.
 */
export function limitRates(app: FastifyInstance, options: Options): void {
  const { redis } = options
  app.register(rateLimit, {
    global: true,
    max: PER_MINUTE,
    timeWindow: 60_000,
    nameSpace: 'plantao-rate-',
    // Without Redis we would rather count nothing than serve nothing.
    skipOnError: true,
    ...(redis ? { redis } : {}),
    keyGenerator: (request) => callerOf(request, options),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, { ttl }) =>
      expected('request.too_many', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  })
}

async function callerOf(request: FastifyRequest, { memberOf, sessionOf }: Options): Promise<string> {
  const session = request.routeOptions.config.countedBySession ? sessionOf(request) : null
  if (session) return `session:${session}`
  const token = /^Bearer (\S{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1]
  const member = token ? await memberOf(token) : null
  return member ? `member:${member}` : `address:${request.ip}`
}
