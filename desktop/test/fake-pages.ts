import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The built console of the folder `root` under `/console/`, with the headers of the real cloud. */
export function servePages(app: FastifyInstance, root: string): void {
  app.get('/console', (_request, reply) => reply.redirect('/console/'))
  app.get('/console/*', async (request, reply) => {
    const wanted = normalize((request.params as { '*': string })['*'] || 'index.html')
    const file = extname(wanted) ? wanted : 'index.html'
    const content = await readFile(join(root, file)).catch(() => null)
    if (!content) return reply.status(404).send('')
    return reply
      .header('content-security-policy', CSP)
      .type(TYPES[extname(file)] ?? 'application/octet-stream')
      .send(content)
  })
}

/** Bodies of multipart forms arrive as `FormData`. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer<ArrayBuffer>) =>
      new Response(body, {
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      }).formData(),
  )
}
