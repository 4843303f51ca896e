import { ERRORS, type ErrorCode, sentenceFor } from '@plantao/shared/errors'
import type { FastifyInstance } from 'fastify'

/** What the cloud refuses, by its name in the contract. */
export class Refused extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>
  constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** Answers a refusal as the contract has it; anything else is a fault of the fake, told on the console. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof Refused ? error.code : 'internal'
    const details = error instanceof Refused ? error.details : {}
    if (code === 'internal') console.error(error)
    return reply.status(ERRORS[code].status).send({
      error: { code, message: sentenceFor(code, 'pt', details), details, traceId: 'fake' },
    })
  })
}
