import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { handleNotFound } from './error-handler.ts'
import { mountSubscribeForm } from './subscribe-form.ts'

type Site = {
  site: string
  publicUrl: string
  demo: boolean
  notBuilt: (reply: FastifyReply) => FastifyReply
}

/** What the build wrote in place of the public address and of the phone's state; see landing/site/origin.ts. */
const ORIGIN = 'https://plantao.invalid'
const DEMO = '__DEMO__'
/** Pages without an address of their own. */
const UNNAMED = ['404', 'going', 'refused'].flatMap((name) => [`${name}.pt-BR`, `${name}.en`])
const PLAIN = ['sitemap.xml', 'robots.txt']

/**
 * The prerendered pages of the public site, as `pages.json` of the build names them. Read once and kept; a path that
 * no page has gets the site's own "nothing here" in a browser, and the API's refusal everywhere else.
 */
export function mountSite(app: FastifyInstance, site: Site): void {
  let reading: Promise<Map<string, string>> | undefined
  const pages = () => {
    reading ??= readPages(site).catch((error: NodeJS.ErrnoException) => {
      reading = undefined
      if (error.code === 'ENOENT') return new Map<string, string>()
      throw error
    })
    return reading
  }
  mountSubscribeForm(app, { page: async (name) => (await pages()).get(name), notBuilt: site.notBuilt })
  app.get('/*', async (request, reply) => {
    const known = await pages()
    const path = `/${(request.params as { '*': string })['*']}`.replace(/(.)\/$/, '$1')
    const page = known.get(path)
    if (page) return answer(reply, path, page)
    if (path === '/') return site.notBuilt(reply)
    const missing = wantsPage(request)
      ? known.get(path.startsWith('/en') ? '404.en' : '404.pt-BR')
      : undefined
    if (!missing || path.startsWith('/api/')) return handleNotFound(request, reply)
    await request.server.countMissed(request)
    return answer(reply.code(404), '404', missing)
  })
}

function answer(reply: FastifyReply, path: string, text: string): FastifyReply {
  const type = path.endsWith('.xml') ? 'application/xml' : path.endsWith('.txt') ? 'text/plain' : 'text/html'
  return reply.header('cache-control', 'no-cache').type(`${type}; charset=utf-8`).send(text)
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html')
}

async function readPages({ site, publicUrl, demo }: Site): Promise<Map<string, string>> {
  const named = JSON.parse(await readFile(join(site, 'pages.json'), 'utf8')) as Record<string, string>
  const files = { ...named, ...Object.fromEntries(UNNAMED.map((name) => [name, `${name}.html`])) }
  const texts = [...Object.entries(files), ...PLAIN.map((name) => [`/${name}`, name] as const)].map(
    async ([path, file]) => {
      const text = await readFile(join(site, file), 'utf8')
      return [path, text.replaceAll(ORIGIN, publicUrl).replaceAll(DEMO, demo ? 'on' : 'off')] as const
    },
  )
  return new Map(await Promise.all(texts))
}
