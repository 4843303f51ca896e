import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Instance } from '../evolution/instance.ts'
import type { World } from '../evolution/world.ts'

/** A refusal of the phone's own routes. */
export class PhoneError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** @throws PhoneError 400 when the value does not fit */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value ?? {})
  if (!result.success) throw new PhoneError(400, 'phone.invalid', z.prettifyError(result.error))
  return result.data
}

/** @throws PhoneError 404 for a name no instance has */
export function byName(world: World, name: string): Instance {
  const instance = world.instances.get(name)
  if (!instance) throw new PhoneError(404, 'phone.unknown_instance', `No instance is called "${name}".`)
  return instance
}

/** Errors of this scope as `{error:{code,message}}`. */
export function registerPhoneErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof PhoneError ? error.status : (error.statusCode ?? 500)
    const code = error instanceof PhoneError ? error.code : 'phone.failed'
    return reply.code(status).send({ error: { code, message: error.message } })
  })
}
