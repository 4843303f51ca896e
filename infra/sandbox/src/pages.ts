import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Only what this server itself serves; voice notes are played from memory. */
const policy =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The index `/`, the phone `/phone`, and their parts under `/pages/`. */
export function registerPages(app: FastifyInstance): void {
  app.register(staticFiles, {
    root: fileURLToPath(new URL('./pages/', import.meta.url)),
    prefix: '/pages/',
    index: false,
    cacheControl: false,
  })
  const page = (path: string, file: string) =>
    app.get(path, (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('x-content-type-options', 'nosniff')
        .sendFile(file),
    )
  page('/', 'index.html')
  page('/phone', 'phone.html')
  page('/stripe/checkout/:id', 'stripe-checkout.html')
  page('/stripe/portal/:id', 'stripe-portal.html')
}
