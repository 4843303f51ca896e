import type { Role } from '@plantao/shared/accounts'
import type { Endpoint, InputOf, ReplyOf } from '@plantao/shared/http/endpoint'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { expected } from '../errors.ts'
import { parsePart } from './parse-part.ts'
import { rateOf } from './rate-limit.ts'
import { withTrace } from './trace.ts'

/** Who calls: a member with a live session. */
export type Caller = {
  tenantId: string
  memberId: string
  name: string
  role: Role
  familyId: string
  mustChangePassword: boolean
}

/** What a handler receives; `caller` is certain where the endpoint asks for a member. */
export type Call<E extends Endpoint> = InputOf<E> & {
  caller: E['access'] extends 'member' | 'owner'
    ? Caller
    : E['access'] extends 'recognised'
      ? Caller | null
      : null
  request: FastifyRequest
  reply: FastifyReply
  traceId: string
}

export type BoundRoute = { endpoint: Endpoint; handle: (call: Call<Endpoint>) => Promise<unknown> }

/** Answers the caller of an access token, or throws `auth.session_ended`. */
export type Authenticate = (token: string) => Promise<Caller>

/** Ties an endpoint of the shared table to what it does. The reply is held to the endpoint's schema. */
export function route<const E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<E>) => Promise<ReplyOf<E>>,
): BoundRoute {
  return { endpoint, handle: handler as BoundRoute['handle'] }
}

/** Puts bound routes on a server. */
export function mountRoutes(app: FastifyInstance, routes: BoundRoute[], authenticate: Authenticate): void {
  for (const bound of routes) {
    const { endpoint } = bound
    const signedIn = endpoint.access === 'member' || endpoint.access === 'owner'
    const callers = new WeakMap<FastifyRequest, Caller>()
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
      config: rateOf(endpoint),
      // Before the body is read, so that a stranger cannot make us read 8 MB.
      preParsing: async (request) => {
        const isForm = request.headers['content-type']?.startsWith('multipart/')
        if (isForm && !endpoint.form) throw expected('request.unsupported_media')
        const isRecognised = endpoint.access === 'recognised' && request.headers.authorization !== undefined
        if (!signedIn && !isRecognised) return
        const caller = await authenticate(bearerOf(request))
        refuseUnlessAllowed(endpoint, caller)
        callers.set(request, caller)
      },
      handler: (request, reply) =>
        withTrace(request.id, () => perform(bound, request, reply, callers.get(request) ?? null)),
    })
  }
}

async function perform(
  { endpoint, handle }: BoundRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | null,
): Promise<unknown> {
  const value = await handle({
    params: parsePart(endpoint.params, request.params, 'params'),
    query: parsePart(endpoint.query, request.query, 'query'),
    body: parsePart(endpoint.body, request.body, 'body'),
    caller,
    request,
    reply,
    traceId: request.id,
  } as Call<Endpoint>)
  if (reply.sent) return reply
  const checked = endpoint.reply.safeParse(value)
  // Our own mistake, not the caller's: told apart from `request.invalid` by not being a named failure.
  if (!checked.success) {
    throw new Error(`the reply of ${endpoint.method} ${endpoint.path} breaks its contract`, {
      cause: checked.error,
    })
  }
  return checked.data
}

function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer (\S{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw expected('auth.required')
  return token
}

function refuseUnlessAllowed(endpoint: Endpoint, caller: Caller): void {
  if (caller.mustChangePassword && !endpoint.beforePasswordChange) {
    throw expected('auth.password_change_required')
  }
  if (endpoint.access === 'owner' && caller.role !== 'owner') throw expected('auth.forbidden')
}
