import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Redis } from 'ioredis'
import { expected } from '../errors.ts'

/** Calls a minute and caller where the endpoint says nothing. */
const PER_MINUTE = 600

type Options = { memberOf: (token: string) => Promise<string | null>; redis?: Redis }

/**
 * Counts calls of the API by member, or by address when nobody is signed in. Pages and webhooks are not counted: a
 * vendor that is turned away drops its event.
 */
export function limitRates(app: FastifyInstance, { memberOf, redis }: Options): void {
  app.register(rateLimit, {
    global: true,
    max: PER_MINUTE,
    timeWindow: 60_000,
    nameSpace: 'plantao-rate-',
    // Without Redis we would rather count nothing than serve nothing.
    skipOnError: true,
    ...(redis ? { redis } : {}),
    keyGenerator: (request) => callerOf(request, memberOf),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, { ttl }) =>
      expected('request.too_many', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  })
}

async function callerOf(request: FastifyRequest, memberOf: Options['memberOf']): Promise<string> {
  const token = /^Bearer (\S{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1]
  const member = token ? await memberOf(token) : null
  return member ? `member:${member}` : `address:${request.ip}`
}
