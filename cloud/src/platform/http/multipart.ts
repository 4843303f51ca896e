import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'

/**
 * Forms with one file, for endpoints that declare a `form`: the handler calls `request.file({ limits })`. Fields come
 * before the file, as every browser sends them in the order of the form.
 */
export function readMultipart(app: FastifyInstance): void {
  app.register(multipart, {
    throwFileSizeLimit: true,
    limits: { files: 1, fields: 20, fieldSize: 64 * 1024, headerPairs: 100 },
  })
}
