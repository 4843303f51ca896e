import rateLimit from '@fastify/rate-limit'
import type { Endpoint } from '@plantao/shared/http/endpoint'
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import { expected } from '../errors.ts'
import type { CallCounts } from './call-counts.ts'
import { networkOf } from './network-of.ts'

/** Calls a minute and caller where the endpoint says nothing. */
const PER_MINUTE = 600
/** Addresses that lead nowhere, a minute and caller: a page of ours asks for none, a search for holes for thousands. */
const MISSED_PER_MINUTE = 120
const MINUTE_MS = 60_000

type Counted = NonNullable<Endpoint['countedBy']>

type Options = {
  memberOf: (token: string) => Promise<string | null>
  /** The session or device that a call comes from; must not ask the database, nor believe what is made up. */
  cameFrom: Record<Counted, (request: FastifyRequest) => string | null>
  counts: CallCounts
}

declare module 'fastify' {
  interface FastifyContextConfig {
    countedBy?: Counted
  }
  interface FastifyInstance<RawServer, RawRequest, RawReply, Logger, TypeProvider> {
    /** Counts a call that found nothing. Throws `request.too_many`. */
    countMissed(request: FastifyRequest): Promise<void>
  }
}

/** What a route's own limit is called in its configuration. */
export function rateOf({ perMinute, method, path, countedBy }: Endpoint): FastifyContextConfig {
  if (!perMinute) return {}
  const groupId = ` ${method} ${path}`
  if (!countedBy) return { rateLimit: { max: perMinute, groupId } }
  // Only once the body is read is it known whose it is. Who brings no session is counted by address, as everywhere.
  const max = (_request: FastifyRequest, key: string) =>
    countedBy === 'device' || key.startsWith('session:') ? perMinute : PER_MINUTE
  return { countedBy, rateLimit: { max, groupId, hook: 'preHandler' as const } }
}

/** Is it a route of the API that was matched? Never told by the address: the router reads that in its own way. */
export function isApi(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/api/') === true
}

/**
 * Counts calls of the API by member, by session where a route asks for it, or by network when nobody is signed in; and
 * whatever finds nothing. Pages and webhooks are not counted: a vendor that is turned away drops its event.
 */
export function limitRates(app: FastifyInstance, options: Options): void {
  const { counts } = options
  app.register(rateLimit, {
    global: true,
    max: PER_MINUTE,
    timeWindow: MINUTE_MS,
    store: storeOf(counts),
    keyGenerator: (request) => callerOf(request, options),
    allowList: (request) => !isApi(request),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  app.decorate('countMissed', async (request: FastifyRequest) => {
    const { current, ttl } = await counts(`missed:${await callerOf(request, options)}`, MINUTE_MS)
    if (current > MISSED_PER_MINUTE) throw tooMany(ttl)
  })
}

function tooMany(ttl: number) {
  return expected('request.too_many', { seconds: Math.max(1, Math.ceil(ttl / 1000)) })
}

async function callerOf(request: FastifyRequest, { memberOf, cameFrom }: Options): Promise<string> {
  const by = request.routeOptions.config?.countedBy
  const from = by ? cameFrom[by](request) : null
  if (from) return `${by}:${from}`
  const token = /^Bearer (\S{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1]
  const member = token ? await memberOf(token) : null
  return member ? `member:${member}` : `address:${networkOf(request.ip)}`
}

type Answer = (error: Error | null, count?: { current: number; ttl: number }) => void

/** Our counts as the plugin wants them; a route's own key holds its path already. */
function storeOf(counts: CallCounts) {
  return class Counts {
    incr(key: string, answer: Answer, windowMs = MINUTE_MS): void {
      counts(key, windowMs).then(
        (count) => answer(null, count),
        (error: Error) => answer(error),
      )
    }
    child(): Counts {
      return this
    }
  }
}
