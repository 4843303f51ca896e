import { access } from 'node:fs/promises'
import { join } from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { handleNotFound } from './error-handler.ts'
import { mountSite } from './site-pages.ts'

export type Pages = {
  /** Folder of the built public site and dashboard; may be missing when nobody built it. */
  site: string
  /** Folder of the built console; may be missing when nobody built it. */
  console: string
  /** Where browsers find us; stands in the site's canonical addresses. */
  publicUrl: string
  /** Whether the site's phone answers. */
  demo: boolean
}

const NOT_BUILT = `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Página indisponível</title>
<h1>Esta página ainda não foi montada</h1>
<p>O servidor está no ar, mas os arquivos da página não estão aqui. Quem cuida da instalação precisa montá-los e abrir de novo.</p></html>`

/** Names with a content hash in them never change, so a browser may keep them for a year. */
const HASHED = /(?<![\w-])\w*-[\w-]{8,}\.\w+$/

/** The public site, the dashboard, the console in a browser. */
export function mountPages(app: FastifyInstance, pages: Pages): void {
  app.register(serveStatic, { root: [pages.site, pages.console], serve: false, cacheControl: false })
  app.get('/site/*', (request, reply) => sendFound(request, reply, join(pages.site, 'site')))
  app.get('/assets/*', (request, reply) => sendFound(request, reply, join(pages.site, 'assets')))
  // Every address inside the dashboard is drawn by the dashboard itself.
  for (const path of ['/login', '/login/*', '/dashboard', '/dashboard/*']) {
    app.get(path, (_request, reply) => shell(reply, join(pages.site, 'dashboard')))
  }
  app.get('/console', (_request, reply) => shell(reply, pages.console))
  app.get('/console/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*']
    // A path with an extension is a file; any other is an address inside the console.
    if (/\.\w+$/.test(name)) return sendFound(request, reply, pages.console)
    return shell(reply, pages.console)
  })
  mountSite(app, { ...pages, notBuilt: (reply) => notBuilt(reply) })
}

async function shell(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  if (await exists(join(folder, 'index.html'))) return send(reply, 'index.html', folder)
  return notBuilt(reply)
}

function notBuilt(reply: FastifyReply): FastifyReply {
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
