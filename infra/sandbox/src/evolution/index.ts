import type { FastifyInstance } from 'fastify'
import { registerChatRoutes } from './chat-routes.ts'
import { EvolutionError, internalError } from './errors.ts'
import { registerInstanceRoutes } from './instance-routes.ts'
import { registerMessageRoutes } from './message-routes.ts'
import { registerWebhookRoutes } from './webhook-routes.ts'
import type { World } from './world.ts'

/** Mounts Evolution API v2.3.6 under `/evolution`; behind the prefix every path is the real one. */
export function registerEvolution(app: FastifyInstance, world: World): void {
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (_request, reply) => {
        if (!world.faults.evolution.down) return
        reply.hijack()
        reply.raw.destroy()
      })
      scope.addHook('onSend', async () => {
        const { delayMs } = world.faults.evolution
        if (delayMs > 0) await world.timers.sleep(delayMs)
      })
      scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
        const known = error instanceof EvolutionError ? error : internalError(error.message)
        const status = error.statusCode && error.statusCode < 500 ? error.statusCode : known.status
        return reply
          .code(status)
          .send(known.status === status ? known.body : new EvolutionError(status, error.message).body)
      })
      scope.setNotFoundHandler((request, reply) => {
        const path = request.url.replace(/^\/evolution/, '')
        return reply.code(404).send(new EvolutionError(404, [`Cannot ${request.method} ${path}`]).body)
      })
      scope.get('/', async () => ({
        status: 200,
        message: 'Welcome to the Evolution API, it is working!',
        version: '2.3.6',
        clientName: 'sandbox',
      }))
      registerInstanceRoutes(scope, world)
      registerWebhookRoutes(scope, world)
      registerChatRoutes(scope, world)
      scope.register(async (messages) => registerMessageRoutes(messages, world))
    },
    { prefix: '/evolution' },
  )
}
