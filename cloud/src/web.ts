import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { expected } from './platform/errors.ts'
import type { Readiness } from './platform/health.ts'
import { type Authenticate, type BoundRoute, mountRoutes } from './platform/http/bind.ts'
import { answerBrokenRequest } from './platform/http/broken-request.ts'
import type { CallCounts } from './platform/http/call-counts.ts'
import { closeAsAnswered } from './platform/http/close-as-answered.ts'
import { handleError, handleNotFound } from './platform/http/error-handler.ts'
import { readJsonBody } from './platform/http/json-body.ts'
import { readMultipart } from './platform/http/multipart.ts'
import { mountPages, type Pages } from './platform/http/pages.ts'
import { isApi, limitRates } from './platform/http/rate-limit.ts'
import { isNormalTarget } from './platform/http/request-target.ts'
import { secureHeaders } from './platform/http/secure-headers.ts'
import { mountSystemRoutes } from './platform/http/system-routes.ts'
import { traceIdOf } from './platform/http/trace.ts'
import { mountUpdates } from './platform/http/updates.ts'
import type { Logger } from './platform/logging.ts'
import type { Metrics } from './platform/metrics.ts'

export type WebOptions = {
  /** Routes of the shared table, from every room. */
  routes: BoundRoute[]
  authenticate: Authenticate
  /** The member of a well-signed access token, for counting calls; must not ask the database. */
  memberOf: (token: string) => Promise<string | null>
  /** The session or the device of a call, by their seals alone. */
  cameFrom: Record<'session' | 'device', (request: FastifyRequest) => string | null>
  /** Doors that speak a vendor's language; each is a plugin with a scope of its own. */
  raw?: ((app: FastifyInstance) => Promise<void>)[]
  ready: () => Promise<Readiness>
  metrics: Metrics
  log: Logger
  publicUrl: string
  pages: Pages
  /** Folder of the console's installers and update feed; nothing is served without it. */
  updates?: string
  /** Where calls are counted against their limits. */
  counts: CallCounts
  /** Whose `X-Forwarded-For` is believed: addresses or ranges. */
  trustProxy: string[]
  times?: Times
}

/** One megabyte: ten times the longest message with everything around it. */
const BODY_LIMIT = 1_000_000
/** How long a sender may take, in milliseconds. */
type Times = {
  /** An idle connection. Above nginx's 60 s, so that we never close one it is about to use. */
  keepAliveMs: number
  /**
   * All headers of a request, and the whole of it; looked at every `checkMs`. nginx hands requests on whole, but for a
   * member's upload, which comes as fast as that member's line: 16 MB at half a megabit a second in the five minutes.
   */
  headersMs: number
  requestMs: number
  checkMs: number
  /** What is under way when the server closes: Node no longer looks at the times above then. */
  leaveMs: number
}
const TIMES: Times = {
  keepAliveMs: 72_000,
  headersMs: 10_000,
  requestMs: 300_000,
  checkMs: 2_000,
  leaveMs: 10_000,
}

/** The HTTP server with every route on it, not listening yet. */
export function buildWeb(options: WebOptions): FastifyInstance {
  const times = options.times ?? TIMES
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    genReqId: (raw) => traceIdOf(raw.headers),
    bodyLimit: BODY_LIMIT,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.keepAliveMs,
    http: { headersTimeout: times.headersMs, connectionsCheckingInterval: times.checkMs },
    trustProxy: options.trustProxy,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply as never),
    clientErrorHandler: answerBrokenRequest,
  }) as unknown as FastifyInstance
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-trace-id', request.id)
    if (isApi(request)) reply.header('cache-control', 'no-store')
    // Before any other hook: what is limited, logged and allowed is told by the route, and the route by one spelling.
    if (!isNormalTarget(request.raw.url ?? '')) throw expected('request.odd_address')
  })
  closeAsAnswered(app)
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), times.leaveMs).unref()
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
    }
    options.metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000)
    // By pattern, never by address: ids and query strings stay out of the log.
    options.log.debug({ traceId: request.id, ...labels, ms: Math.round(reply.elapsedTime) }, 'request')
  })
  readJsonBody(app)
  readMultipart(app)
  secureHeaders(app, options.publicUrl)
  app.register(cookie)
  limitRates(app, options)
  app.register(async (scope) => {
    mountSystemRoutes(scope, options)
    mountRoutes(scope, options.routes, options.authenticate)
    mountPages(scope, options.pages)
    if (options.updates) mountUpdates(scope, options.updates)
  })
  for (const door of options.raw ?? []) app.register(door)
  return app
}
