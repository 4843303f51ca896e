import { access } from 'node:fs/promises'
import { join } from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { handleNotFound } from './error-handler.ts'

export type Pages = {
  /** Folder of the public site: `index.html` and what it loads. */
  site: string
  /** Folder of the built console; may be missing when nobody built it. */
  console: string
}

const NOT_BUILT = `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Console indisponível</title>
<h1>O console ainda não foi montado</h1>
<p>O servidor está no ar, mas os arquivos do console não estão aqui. Quem cuida da instalação precisa montá-los e abrir esta página de novo.</p></html>`

/** Names with a content hash in them never change, so a browser may keep them for a year. */
const HASHED = /-[\w-]{8,}\.\w+$/

/** The landing page, the console in a browser, and the short ways to it. */
export function mountPages(app: FastifyInstance, pages: Pages): void {
  app.register(serveStatic, { root: [pages.site, pages.console], serve: false, cacheControl: false })
  app.get('/', (_request, reply) => send(reply, 'index.html', pages.site))
  app.get('/site/*', (request, reply) => sendFound(request, reply, pages.site))
  app.get('/login', (_request, reply) => reply.redirect('/console'))
  app.get('/console', (_request, reply) => shell(reply, pages.console))
  app.get('/console/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*']
    // A path with an extension is a file; any other is an address inside the console.
    if (/\.\w+$/.test(name)) return sendFound(request, reply, pages.console)
    return shell(reply, pages.console)
  })
}

async function shell(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  if (await exists(join(folder, 'index.html'))) return send(reply, 'index.html', folder)
  return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
}

async function sendFound(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
): Promise<FastifyReply> {
  const name = (request.params as { '*': string })['*']
  // `send` refuses to climb out of the folder too; a name with dots upward is simply not there.
  if (name.includes('..') || name.includes('\0') || !(await exists(join(folder, name)))) {
    return handleNotFound(request, reply)
  }
  return send(reply, name, folder)
}

function send(reply: FastifyReply, name: string, folder: string): FastifyReply {
  reply.header('cache-control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache')
  return reply.sendFile(name, folder)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
