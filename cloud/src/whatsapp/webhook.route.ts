import { ERRORS, type ErrorCode } from '@plantao/shared/errors'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createBatcher } from '../platform/batcher.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { ExpectedError, expected } from '../platform/errors.ts'
import { errorBody } from '../platform/http/error-handler.ts'
import { dedupeKey } from './dedupe.ts'
import { createKnownSecrets, type KnownSecrets } from './known-secrets.ts'
import { eventName, objectOf } from './loose.ts'
import { secretHash } from './secret.ts'
import { storedBody } from './stored-body.ts'
import { type Accepted, acceptWebhooks } from './webhook.repo.ts'

/** Evolution's biggest honest event, media metadata with a thumbnail, stays below 100 kB. */
const BODY_LIMIT = 4 * 1024 * 1024
const LONGEST_EVENT_NAME = 100

export type WebhookOutcome = 'stored' | 'duplicate' | 'unauthorized' | 'unreadable' | 'unavailable'

export type WebhookDeps = {
  db: Database
  clock: Clock
  /** Called once for each delivery, with what became of it and the milliseconds it took. */
  onOutcome?: (outcome: WebhookOutcome, event: string | null, ms: number) => void
}

type Delivery = { hash: Buffer; event: string; key: string; json: string; trace: string; at: Date }
type Store = ReturnType<typeof createStore>

/**
 * Evolution's webhook: `POST /webhook/whatsapp`, and below it where an instance posts by event. Who has no secret of ours is
 * refused before the body is read; then it authenticates once more, stores once and enqueues in one statement. 401 and 400 are final for Evolution; 503 makes it try again, so whatever is our
 * own trouble must be 503. A plugin: `app.register(webhookRoute(deps))`.
 */
export function webhookRoute(deps: WebhookDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    // `register` gives it a scope of its own: here anything that is not JSON is a 400, whatever its content type says.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, readJson)
    app.setErrorHandler((error: FastifyError, request, reply) => refuse(deps, error, request, reply))
    const secrets = createKnownSecrets(deps)
    app.addHook('onRequest', async (request) => {
      const secret = secretOf(request)
      if (!secret || !(await secrets.isKnown(secretHash(secret)))) throw expected('webhook.unauthorized')
    })
    const store = createStore(deps.db)
    const take = (request: FastifyRequest, reply: FastifyReply) =>
      accept({ ...deps, store, secrets }, request, reply)
    app.post('/webhook/whatsapp', { bodyLimit: BODY_LIMIT }, take)
    app.post('/webhook/whatsapp/*', { bodyLimit: BODY_LIMIT }, take)
  }
}

function readJson(
  _request: FastifyRequest,
  text: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  try {
    done(null, JSON.parse(String(text)))
  } catch {
    done(expected('request.unreadable'))
  }
}

function secretOf(request: FastifyRequest): string | null {
  return /^Bearer (\S{1,500})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

/** Stores deliveries, under load several in one statement and one commit. */
function createStore(db: Database) {
  const share = async (_queue: string, deliveries: Delivery[]) => {
    const rows = deliveries.map(({ hash, event, key, json, trace, at }) => {
      // Half a character is nothing that PostgreSQL reads in JSON; as a parameter of its own it would be replaced as here.
      const [of, dedupe] = [event.toWellFormed(), key.toWellFormed()]
      const told = { secret_hash: hash.toString('hex'), event: of, dedupe, trace, at }
      // The body is JSON text already.
      return `${JSON.stringify(told).slice(0, -1)},"body":${json}}`
    })
    const accepted = await acceptWebhooks(db, `[${rows.join(',')}]`)
    const made = accepted.filter(({ stored }) => stored).length
    if (made > 0) db.announceJobs(made)
    return accepted
  }
  return createBatcher<Delivery, Accepted>({
    share,
    own: async (queue, delivery) => (await share(queue, [delivery]))[0]!,
  })
}

async function accept(
  { store, secrets, clock, onOutcome }: WebhookDeps & { store: Store; secrets: KnownSecrets },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const event = objectOf(request.body)?.event
  if (typeof event !== 'string' || !event || event.length > LONGEST_EVENT_NAME || event.includes('\0')) {
    throw expected('request.unreadable')
  }
  const { key, json } = prepared(event, request.body)
  const delivery = { hash: secretHash(secretOf(request)!), event, key, json, trace: request.id }
  const row = await store('deliveries', { ...delivery, at: clock.now() })
  if (!row.tenant_id) {
    secrets.forget(delivery.hash)
    throw expected('webhook.unauthorized')
  }
  const outcome = row.stored ? 'stored' : 'duplicate'
  const ms = reply.elapsedTime
  onOutcome?.(outcome, eventName(event), ms)
  request.log.info({ traceId: request.id, tenantId: row.tenant_id, event, outcome, ms }, 'webhook')
  return { stored: row.stored }
}

function prepared(event: string, body: unknown): { key: string; json: string } {
  try {
    return { key: dedupeKey(event, body).replaceAll('\0', ''), json: storedBody(body) }
  } catch (error) {
    // Nested deeper than can be written: no message ever is.
    if (error instanceof RangeError) throw expected('request.unreadable')
    throw error
  }
}

function refuse(deps: WebhookDeps, error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const code = codeOf(error)
  const outcome =
    code === 'webhook.unauthorized' ? 'unauthorized' : code === 'unavailable' ? 'unavailable' : 'unreadable'
  const ms = reply.elapsedTime
  deps.onOutcome?.(outcome, null, ms)
  const line = { traceId: request.id, outcome, ms }
  // A database's message may quote the row, so only its code is told.
  if (outcome === 'unavailable') request.log.error({ ...line, reason: error.code ?? error.name }, 'webhook')
  else request.log.warn(line, 'webhook')
  return reply.code(ERRORS[code].status).send(errorBody(code, request.id, 'en'))
}

function codeOf(error: FastifyError): ErrorCode {
  if (error instanceof ExpectedError) return error.code
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'request.too_large'
  if (error.code?.startsWith('FST_ERR_CTP')) return 'request.unreadable'
  // Classes 22 and 54 of SQLSTATE: this body can never be stored, so Evolution need not try again.
  return /^(22|54)\w{3}$/.test(error.code ?? '') ? 'request.unreadable' : 'unavailable'
}
