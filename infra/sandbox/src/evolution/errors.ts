import { STATUS_CODES } from 'node:http'

/** An answer in Evolution's envelope: `message` is a string, a list, or a list of lists for schema errors. */
export class EvolutionError extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, message: unknown) {
    super(typeof message === 'string' ? message : JSON.stringify(message))
    this.status = status
    this.body = envelope(status, message)
  }
}

function envelope(status: number, message: unknown) {
  return { status, error: STATUS_CODES[status] ?? 'Error', response: { message } }
}

/** 400 with the texts as a list. */
export const badRequest = (...messages: unknown[]): EvolutionError => new EvolutionError(400, messages)
/** 400 as the schema validator words it: a list inside the list. */
export const schemaError = (messages: string[]): EvolutionError => new EvolutionError(400, [messages])
/** 401, whatever was wrong with the key. */
export const unauthorized = (): EvolutionError => new EvolutionError(401, 'Unauthorized')
/** 500 as an uncaught TypeError gives it. */
export const internalError = (message: string): EvolutionError => new EvolutionError(500, message)
/** 404 of a name nobody created. */
export const unknownInstance = (name: string): EvolutionError =>
  new EvolutionError(404, [`The "${name}" instance does not exist`])
