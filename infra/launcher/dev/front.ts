import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { ViteDevServer } from 'vite'
import type { LauncherEnvironment } from '../environment.ts'
import type { Gate } from './gate.ts'
import { withNonce } from './policy.ts'
import { createSite, type Site } from './site.ts'
import { openVites, type Vites } from './vites.ts'
import { whoAnswers } from './who-answers.ts'

/** A request waits so long for a cloud that starts again; then it is told that there is none. Milliseconds. */
const WAITS_MS = 20_000

export interface FrontOptions {
  environment: LauncherEnvironment
  /** Where the cloud itself listens, on 127.0.0.1. */
  cloudPort: number
  /** Shut while the cloud starts. */
  gate: Gate
  /** Whether the site's phone answers. */
  demo: boolean
  /** Receives what Vite has to say. */
  say: (line: string) => void
}

export interface Front {
  /** The watcher of Vite's server for the site and the dashboard; it may be given more to watch. */
  watcher: ViteDevServer['watcher']
  close(): Promise<void>
}

/**
 * The one address of development: pages come from Vite's own servers, with their sockets for hot updates, everything
 * else from the cloud behind it, so that cookies, policy and API are of one origin as in the product.
 */
export async function openFront(options: FrontOptions): Promise<Front> {
  const { environment, gate, cloudPort, demo, say } = options
  const server = createServer()
  const nonce = randomBytes(12).toString('base64url')
  const cloudIsUp = () => Promise.race([gate.passed(), pause(WAITS_MS, undefined, { ref: false })])
  let sitePages: ReadonlySet<string> = new Set()
  const isCloud = (request: IncomingMessage) => isForCloud(request, sitePages)
  const vites = await openVites({ server, environment, cloudPort, nonce, say, isCloud, cloudIsUp })
  const site = createSite(vites.landing, { publicUrl: environment.publicUrl, demo })
  sitePages = await site.paths()
  const draw = createDrawing({ vites, site, nonce, policy: () => policyOf(cloudPort, cloudIsUp) })
  server.on('request', (request, response) => {
    answer(request, response, vites, draw, sitePages).catch((error: Error) => {
      say(error.stack ?? error.message)
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(error.message)
    })
  })
  await listen(server, environment)
  return {
    watcher: vites.landing.watcher,
    async close() {
      server.closeAllConnections()
      await Promise.all([vites.landing.close(), vites.console.close()])
      await new Promise((done) => server.close(done))
    },
  }
}

function isForCloud(request: IncomingMessage, sitePages: ReadonlySet<string>): boolean {
  if (/^vite-(?:hmr|ping)$/.test(request.headers['sec-websocket-protocol'] ?? '')) return false
  return whoAnswers({ method: request.method ?? 'GET', path: pathOf(request), sitePages }) === 'cloud'
}

type Drawing = (kind: 'site' | 'dashboard' | 'console', request: IncomingMessage) => Promise<Drawn>
type Drawn = { html: string; headers: Record<string, string> }

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  vites: Vites,
  draw: Drawing,
  sitePages: ReadonlySet<string>,
): Promise<void> {
  const who = whoAnswers({ method: request.method ?? 'GET', path: pathOf(request), sitePages })
  const page = /^(site|dashboard|console) page$/.exec(who)?.[1]
  if (!page) {
    const vite = who === 'console file' ? vites.console : vites.landing
    vite.middlewares(request, response, () => response.writeHead(404).end())
    return
  }
  const { html, headers } = await draw(page as 'site', request)
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : html)
}

/** How the three kinds of pages become HTML with Vite's client in it. */
function createDrawing(given: {
  vites: Vites
  site: Site
  nonce: string
  policy: () => Promise<string>
}): Drawing {
  const { vites, site, nonce, policy } = given
  return async (kind, request) => {
    const url = request.url ?? '/'
    const html =
      kind === 'site'
        ? await vites.landing.transformIndexHtml(url, await site.draw(pathOf(request)))
        : kind === 'dashboard'
          ? await vites.landing.transformIndexHtml(
              '/dashboard/index.html',
              await vites.shell('dashboard'),
              url,
            )
          : await vites.console.transformIndexHtml('/index.html', await vites.shell('console'), url)
    return {
      html,
      headers: {
        'content-security-policy': withNonce(await policy(), nonce),
        'referrer-policy': 'no-referrer',
      },
    }
  }
}

/** Asked of the cloud each time, so that a change of its policy shows as any other change. */
async function policyOf(cloudPort: number, cloudIsUp: () => Promise<unknown>): Promise<string> {
  await cloudIsUp()
  const answer = await fetch(`http://127.0.0.1:${cloudPort}/health`)
  const policy = answer.headers.get('content-security-policy')
  if (!policy) throw new Error('The cloud names no content security policy.')
  return policy
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/s, '')
}

function listen(server: Server, { port, host }: LauncherEnvironment): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })
}
