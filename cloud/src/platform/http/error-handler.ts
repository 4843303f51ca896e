import { ERRORS, type ErrorBody, type ErrorCode, type Language, sentenceFor } from '@plantao/shared/errors'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { asError, ExpectedError } from '../errors.ts'
import { isUnavailable } from '../unavailable.ts'

/** Portuguese unless the caller prefers English. The first of the two that the header names wins. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const named = /\b(pt|en)\b/i.exec(acceptLanguage ?? '')?.[1]?.toLowerCase()
  return named === 'en' ? 'en' : 'pt'
}

/** The body of a failed answer. */
export function errorBody(
  code: ErrorCode,
  traceId: string,
  language: Language,
  details: Record<string, unknown> = {},
): ErrorBody {
  const shown = Object.keys(details).length > 0 ? { details } : {}
  return { error: { code, message: sentenceFor(code, language, details), ...shown, traceId } }
}

/** The one place where a failure becomes an answer. What has no name is logged whole and told as `internal`. */
export function handleError(
  thrown: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const error = asError(thrown)
  const code = codeOf(thrown)
  if (code === 'internal')
    request.log.error({ traceId: request.id, err: error, route: routeOf(request) }, 'bug')
  if (code === 'unavailable') {
    request.log.warn({ traceId: request.id, err: error, route: routeOf(request) }, 'a part is away')
  }
  const details = thrown instanceof ExpectedError ? thrown.details : {}
  if (code === 'request.too_many' && details.seconds !== undefined) {
    reply.header('retry-after', String(details.seconds))
  }
  return reply
    .code(ERRORS[code].status)
    .type('application/json; charset=utf-8')
    .send(errorBody(code, request.id, languageOf(request.headers['accept-language']), details))
}

/** Nothing at this address, or not by this method. Throws `request.too_many` for a caller that finds nothing all the time. */
export async function handleNotFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await request.server.countMissed(request)
  reply.header('cache-control', 'no-store')
  const language = languageOf(request.headers['accept-language'])
  return reply.code(404).send(errorBody('route.not_found', request.id, language))
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions?.url ?? '(none)'}`
}

function codeOf(error: FastifyError): ErrorCode {
  if (error instanceof ExpectedError) return error.code
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'request.too_large'
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'request.unsupported_media'
    case 'FST_ERR_BAD_URL':
      return 'request.odd_address'
    case 'FST_ERR_NOT_FOUND':
      return 'route.not_found'
  }
  if (isUnavailable(error)) return 'unavailable'
  const status = error.statusCode ?? 500
  if (status === 404) return 'route.not_found'
  if (status === 413) return 'request.too_large'
  if (status === 415) return 'request.unsupported_media'
  return status >= 400 && status < 500 ? 'request.unreadable' : 'internal'
}
