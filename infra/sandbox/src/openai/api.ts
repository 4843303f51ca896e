import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { ZodError, z } from 'zod'
import type { Faults } from '../faults.ts'

/** A refusal in OpenAI's envelope: `{"error":{"message","type","param","code"}}`. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly param: string | null
  readonly code: string | null

  constructor(
    status: number,
    type: string,
    message: string,
    code: string | null = null,
    param: string | null = null,
  ) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
    this.param = param
  }
}

/** A 400 `invalid_request_error`. */
export function invalid(message: string, param: string | null = null, code: string | null = null): ApiError {
  return new ApiError(400, 'invalid_request_error', message, code, param)
}

function send(reply: FastifyReply, error: ApiError): FastifyReply {
  const { message, type, param, code } = error
  return reply.code(error.status).send({ error: { message, type, param, code } })
}

/** Puts OpenAI's manners on a scope: a key is asked for, errors wear its envelope, the faults strike. */
export function openApi(scope: FastifyInstance, faults: Faults): void {
  const closing = new AbortController()
  scope.addHook('preClose', async () => closing.abort())

  scope.addHook('onRequest', async (request, reply) => {
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) {
      const message = "You didn't provide an API key in an Authorization header using Bearer auth."
      return send(reply, new ApiError(401, 'invalid_request_error', message, 'invalid_api_key'))
    }
    const { delayMs, down, failRate } = faults.openai
    if (delayMs > 0) await wait(delayMs, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    if (down) {
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    if (faults.happens(failRate)) return send(reply, failure(faults.random(), reply))
  })

  scope.setErrorHandler((error, _request, reply) => {
    if (error instanceof ApiError) return send(reply, error)
    if (error instanceof ZodError) return send(reply, invalid(z.prettifyError(error)))
    const status = statusOf(error)
    if (status < 500 && error instanceof Error) {
      return send(reply, new ApiError(status, 'invalid_request_error', error.message))
    }
    return send(
      reply,
      new ApiError(500, 'server_error', 'The server had an error while processing your request.'),
    )
  })
}

/** One failure in four is a rate limit, the rest are the server's own trouble. */
function failure(dice: number, reply: FastifyReply): ApiError {
  if (dice >= 0.25)
    return new ApiError(500, 'server_error', 'The server had an error while processing your request.')
  reply.header('retry-after-ms', '20')
  return new ApiError(429, 'requests', 'Rate limit reached for requests.', 'rate_limit_exceeded')
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' ? status : 500
}

/** Tokens of a text by the usual rule of thumb, four characters each. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4)
}
