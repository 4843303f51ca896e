import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Form, parseForm, textAt } from './form.ts'

/** A failure in Stripe's envelope. */
export class ApiError extends Error {
  readonly status: number
  readonly fields: Record<string, unknown>
  constructor(status: number, message: string, fields: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

/** A page of a list, newest first as given; `starting_after` names the last one seen. */
export function page<T extends { id: string }>(found: T[], query: Form, url: string) {
  const limit = Math.min(100, Math.max(1, Number(textAt(query, 'limit') ?? 10)))
  const after = textAt(query, 'starting_after')
  const from = after === undefined ? 0 : found.findIndex((one) => one.id === after) + 1
  return {
    object: 'list',
    url,
    has_more: found.length > from + limit,
    data: found.slice(from, from + limit),
  }
}

export function known<T>(map: Map<string, T>, id: string, kind: string): T {
  const found = map.get(id)
  if (!found) throw missing(kind, id)
  return found
}

/** @param param the parameter that named it; Stripe answers 404 only where that is the address */
export function missing(kind: string, id: string, param = 'id'): ApiError {
  return new ApiError(param === 'id' ? 404 : 400, `No such ${kind}: '${id}'`, {
    code: 'resource_missing',
    param,
  })
}

export function queryOf(request: FastifyRequest): Form {
  return parseForm(request.url.split('?')[1] ?? '')
}

export function fail(reply: FastifyReply, error: Error): FastifyReply {
  const known = error instanceof ApiError
  return reply.code(known ? error.status : 500).send({
    error: {
      type: known ? 'invalid_request_error' : 'api_error',
      message: error.message,
      ...(known ? error.fields : {}),
    },
  })
}
