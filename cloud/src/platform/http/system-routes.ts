import { endpoints } from '@plantao/shared/http/endpoints'
import type { FastifyInstance } from 'fastify'
import type { Readiness } from '../health.ts'
import type { Metrics } from '../metrics.ts'
import { handleNotFound } from './error-handler.ts'
import { comesFromInside } from './inside.ts'
import { openApi } from './openapi.ts'

type Options = { ready: () => Promise<Readiness>; metrics: Metrics; publicUrl: string }

/**
 * What watchers and tools ask: is the process alive, can it serve, what does it count, what does it offer. What it counts
 * and leans on is told to those inside only.
 */
export function mountSystemRoutes(app: FastifyInstance, { ready, metrics, publicUrl }: Options): void {
  const description = openApi(endpoints, publicUrl)
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (request, reply) => {
    if (!comesFromInside(request)) return handleNotFound(request, reply)
    const readiness = await ready()
    reply.code(readiness.status === 'ready' ? 200 : 503).header('cache-control', 'no-store')
    return readiness
  })
  app.get('/metrics', async (request, reply) => {
    if (!comesFromInside(request)) return handleNotFound(request, reply)
    reply.header('cache-control', 'no-store').type(metrics.registry.contentType)
    return metrics.registry.metrics()
  })
  app.get('/api/v1/openapi.json', async () => description)
}
