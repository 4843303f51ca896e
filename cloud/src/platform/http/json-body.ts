import type { FastifyInstance } from 'fastify'

/** JSON bodies only. An empty body is no body, and `__proto__` in one is refused. */
export function readJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') return done(null, undefined)
    parse(request, String(text), done)
  })
}
