import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Under `/ui/`: the colours, measures and controls that the sandbox's pages share with the product's screens. */
export function registerStyles(app: FastifyInstance): void {
  const tokens = createRequire(import.meta.url).resolve('@plantao/ui/style/tokens.css')
  app.register(staticFiles, {
    root: dirname(tokens),
    prefix: '/ui/',
    index: false,
    cacheControl: false,
    decorateReply: false,
  })
}
