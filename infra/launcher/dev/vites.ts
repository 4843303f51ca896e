import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, Server } from 'node:http'
import { dirname, join } from 'node:path'
import { createLogger, createServer, type InlineConfig, type Logger, type ViteDevServer } from 'vite'
import { type LauncherEnvironment, ROOT } from '../environment.ts'
import { reloadDrawnPages } from './site.ts'

export interface Vites {
  /** The public site and the owner's dashboard. */
  landing: ViteDevServer
  /** The console for browsers. */
  console: ViteDevServer
  /** The HTML a page begins with, before Vite has put anything into it. */
  shell(page: 'dashboard' | 'console'): Promise<string>
}

interface Options {
  /** Whoever listens; Vite's sockets are taken from it. */
  server: Server
  environment: LauncherEnvironment
  cloudPort: number
  /** Put on every script and style that Vite writes into a page. */
  nonce: string
  say: (line: string) => void
  isCloud: (request: IncomingMessage) => boolean
  cloudIsUp: () => Promise<unknown>
}

const SHELLS = { dashboard: 'landing/dashboard/index.html', console: 'desktop/src/browser/index.html' }
/** Folders that pages draw from besides the packages of the repository. */
const DOCUMENTS = ['docs/tutorials', 'docs/pictures']
/** A package that is always installed. */
const VITE = 'node_modules/vite'

/** Vite's development servers of the two page projects, as middleware of one server. */
export async function openVites(options: Options): Promise<Vites> {
  const { server, environment, cloudPort, isCloud, cloudIsUp } = options
  const sources = await sourcesOfPages()
  const landing = await createServer({
    ...common('landing', options),
    configFile: join(ROOT, 'landing/vite.config.ts'),
    plugins: [reloadDrawnPages()],
    server: {
      ...serverOf('landing', options),
      // Vite's own proxy, sockets included: told the server, it also takes upgrades that are not Vite's.
      middlewareMode: { server },
      proxy: {
        '^/': {
          target: `http://127.0.0.1:${cloudPort}`,
          ws: true,
          async bypass(request) {
            if (!isCloud(request)) return request.url
            await cloudIsUp()
            return undefined
          },
        },
      },
    },
  })
  const console = await createServer({
    ...common('console', options),
    configFile: join(ROOT, 'desktop/vite.config.ts'),
    server: serverOf('console', options),
  })
  return { landing, console, shell: (page) => readFile(join(ROOT, SHELLS[page]), 'utf8') }

  function serverOf(name: string, { server, environment: { publicUrl } }: Options): InlineConfig['server'] {
    return {
      middlewareMode: true,
      ws: { server },
      cors: false,
      allowedHosts: [new URL(publicUrl).hostname],
      fs: { strict: true, allow: [...sources, cacheOf(environment, name)] },
    }
  }
}

/** What pages are made of. Nothing else of the repository is served: keys and data lie there, too. */
async function sourcesOfPages(): Promise<string[]> {
  const { workspaces } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    workspaces: string[]
  }
  const pages = workspaces.filter((name) => !/^(?:cloud|infra)(?:\/|$)/.test(name))
  // Packages may be linked from elsewhere; Vite goes by where a file really lies.
  const packages = dirname(realpathSync(join(ROOT, VITE)))
  return [...[...pages, ...DOCUMENTS].map((path) => join(ROOT, path)), packages]
}

function common(name: string, { environment, nonce, say }: Options): InlineConfig {
  return {
    appType: 'custom',
    mode: 'development',
    cacheDir: cacheOf(environment, name),
    clearScreen: false,
    customLogger: loggerTo(say),
    html: { cspNonce: nonce },
  }
}

/** Beside the other data, so that two checkouts that share their packages do not write over each other. */
function cacheOf({ dataDir }: LauncherEnvironment, name: string): string {
  return join(dataDir, 'vite', name)
}

function loggerTo(say: (line: string) => void): Logger {
  const logger = createLogger('info')
  const tell = (text: string) => {
    for (const line of text.split('\n')) if (line.trim()) say(line)
  }
  // Sockets fall while the cloud starts again, and come back by themselves.
  const isNews = (text: string) => !/ws proxy (?:socket )?error/.test(text)
  return {
    ...logger,
    info: tell,
    warn: tell,
    warnOnce: tell,
    error: (text) => isNews(text) && tell(text),
  }
}
