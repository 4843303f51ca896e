import type { FastifyRequest } from 'fastify'
import { unauthorized, unknownInstance } from './errors.ts'
import type { Instance } from './instance.ts'
import type { World } from './world.ts'

/** The `apikey` header, '' when missing. */
export const keyOf = (request: FastifyRequest): string => String(request.headers.apikey ?? '')

/**
 * The instance a route names, if the caller may use it.
 * @throws EvolutionError 404 for an unknown name even before the key is looked at, then 401
 */
export function instanceOf(world: World, request: FastifyRequest): Instance {
  const { name } = request.params as { name: string }
  const instance = world.instances.get(name)
  if (!instance) throw unknownInstance(name)
  const key = keyOf(request)
  if (key !== world.apiKey && key !== instance.token) throw unauthorized()
  return instance
}
