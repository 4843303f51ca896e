import type { FastifyInstance } from 'fastify'

/**
 * Ends each connection with the reply it was busy with when the server began to close. Node ends only those that are
 * idle at that instant: one that is busy would be kept for its next request, which never comes, until it times out.
 */
export function closeAsAnswered(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  // On the server itself, so that what passes by the routes (the sockets' polling) counts, too.
  app.server.on('request', (_request, response) => {
    response.once('close', () => {
      if (closing) app.server.closeIdleConnections()
    })
  })
}
