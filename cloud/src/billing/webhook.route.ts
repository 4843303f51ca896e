import { ERRORS, type ErrorCode } from '@plantao/shared/errors'
import type { FastifyError, FastifyInstance } from 'fastify'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { ExpectedError, expected } from '../platform/errors.ts'
import { errorBody } from '../platform/http/error-handler.ts'
import { acceptEvent } from './event.repo.ts'
import { BadSignature, type PaymentEvent, type Payments, UnreadableEvent } from './payments.port.ts'

/** Stripe's largest events hold an invoice with its lines; they stay far below. */
const BODY_LIMIT = 1024 * 1024

export type BillingWebhookOutcome = 'stored' | 'duplicate' | 'refused' | 'unavailable'

type Deps = {
  db: Database
  payments: Pick<Payments, 'maySpeak' | 'readEvent'>
  clock: Clock
  onOutcome?: (outcome: BillingWebhookOutcome) => void
}

/**
 * Stripe's door, `POST /webhook/billing`: what cannot be signed is refused before its body is read, the signature is checked on
 * the raw bytes before they are understood, the event stored once, its job enqueued, in one statement. Stripe repeats whatever is not 2xx, for days. A plugin: `app.register(billingWebhook(…))`.
 */
export function billingWebhook({ db, payments, clock, onOutcome }: Deps) {
  return async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    )
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const code = codeOf(error)
      const outcome = code === 'unavailable' ? 'unavailable' : 'refused'
      onOutcome?.(outcome)
      // A driver's message may quote the row: its code is enough.
      request.log.warn({ traceId: request.id, outcome, reason: error.code ?? error.name }, 'billing webhook')
      return reply.code(ERRORS[code].status).send(errorBody(code, request.id, 'en'))
    })
    app.addHook('onRequest', async (request) => {
      const signature = request.headers['stripe-signature']
      if (typeof signature !== 'string' || !payments.maySpeak(signature)) {
        throw expected('webhook.bad_signature')
      }
    })
    app.post('/webhook/billing', { bodyLimit: BODY_LIMIT }, async (request) => {
      const event = verified(payments, request.body, request.headers['stripe-signature'])
      const stored = await acceptEvent(db, event, request.id, clock.now())
      onOutcome?.(stored ? 'stored' : 'duplicate')
      request.log.info({ traceId: request.id, event: event.type, stored }, 'billing webhook')
      return { stored }
    })
  }
}

function verified(payments: Deps['payments'], body: unknown, signature: unknown): PaymentEvent {
  if (!Buffer.isBuffer(body) || typeof signature !== 'string') throw expected('webhook.bad_signature')
  try {
    return payments.readEvent(body, signature)
  } catch (error) {
    if (error instanceof BadSignature) throw expected('webhook.bad_signature')
    // Signed, but nothing that can be kept: to repeat it, as Stripe does after a 503, would help nobody.
    if (error instanceof UnreadableEvent) throw expected('request.unreadable')
    throw error
  }
}

function codeOf(error: FastifyError): ErrorCode {
  if (error instanceof ExpectedError) return error.code
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'request.too_large'
  return error.code?.startsWith('FST_ERR_CTP') ? 'request.unreadable' : 'unavailable'
}
