import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Faults } from '../faults.ts'
import { ApiError } from './answers.ts'
import { inVersion } from './versions.ts'

/** What a call that changes something was answered, and with what it was asked. */
type Answered = { body: string; answer: unknown }

/** Stripe asks for a moment of patience, in seconds. */
const RETRY_AFTER_S = '1'

/**
 * What every call of the API goes through: the shapes of the version, the memory of idempotency keys, and what goes wrong
 * by the faults. A call that is cut has done its work, and is answered the same when it comes again with its key.
 */
export function registerUnkind(api: FastifyInstance, faults: Faults): void {
  const answered = new Map<string, Answered>()
  api.addHook('preHandler', async (request, reply) => {
    if (!changes(request)) return
    const { conflictRate, limitRate } = faults.stripe
    if (faults.stripeHappens(limitRate)) {
      reply.header('retry-after', RETRY_AFTER_S)
      throw new ApiError(429, 'Too many requests hit the API too quickly.', { code: 'rate_limit' })
    }
    const key = keyOf(request)
    if (key && faults.stripeHappens(conflictRate))
      throw new ApiError(409, 'There is currently another in-progress request using this Idempotent Key.', {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
      })
    const before = answered.get(key)
    if (!before) return
    if (before.body !== bodyOf(request))
      throw new ApiError(400, 'Keys for idempotent requests can only be used with the same parameters.', {
        type: 'idempotency_error',
      })
    return reply.header('idempotent-replayed', 'true').send(structuredClone(before.answer))
  })
  api.addHook('preSerialization', async (request, reply, payload) => {
    const key = keyOf(request)
    const done = reply.statusCode < 400
    if (key && done && !answered.has(key))
      answered.set(key, { body: bodyOf(request), answer: structuredClone(payload) })
    if (done && changes(request) && faults.stripeHappens(faults.stripe.cutRate)) request.raw.socket.destroy()
    return inVersion(faults.stripe.apiVersion, payload)
  })
}

function changes({ method }: FastifyRequest): boolean {
  return method !== 'GET'
}

function bodyOf({ body }: FastifyRequest): string {
  return JSON.stringify(body ?? {})
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  return request.method === 'POST' && typeof key === 'string' ? `${request.url} ${key}` : ''
}
