import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

// Mails are shown in a sandboxed frame that inherits this policy: no script, nothing fetched from elsewhere.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const FILES = [
  { path: '/mail', file: 'mail.html', type: 'text/html; charset=utf-8' },
  { path: '/mail/mail.css', file: 'mail.css', type: 'text/css; charset=utf-8' },
  { path: '/mail/mail.js', file: 'mail.js', type: 'text/javascript; charset=utf-8' },
]

/** The inbox page at `/mail`, with its style and script. */
export function registerMailPage(app: FastifyInstance): void {
  for (const { path, file, type } of FILES) {
    const from = new URL(`./page/${file}`, import.meta.url)
    app.get(path, async (_request, reply) => {
      reply.header('content-security-policy', POLICY).header('x-content-type-options', 'nosniff')
      return reply.type(type).send(await readFile(from))
    })
  }
}
