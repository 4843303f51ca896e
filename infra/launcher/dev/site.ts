import type { Plugin, ViteDevServer } from 'vite'

/** What the build of the site leaves open and the cloud fills in when it serves a page: see landing/site/origin.ts. */
const ORIGIN = 'https://plantao.invalid'
const DEMO = '__DEMO__'
const SCRIPT = '/site/site.ts'

export interface Site {
  /** Addresses of all pages. */
  paths(): Promise<ReadonlySet<string>>
  /** The page of an address, drawn from its sources as they are now. Throws where there is none. */
  draw(path: string): Promise<string>
}

type Drawing = {
  drawPages(assets: { script: string; styles: string[] }): { path: string; html: string }[]
}

/** The public site, drawn by the same function as in its build, at each request. */
export function createSite(vite: ViteDevServer, facts: { publicUrl: string; demo: boolean }): Site {
  const pages = async () => {
    const { drawPages } = (await vite.ssrLoadModule('/build/draw-pages.ts')) as Drawing
    return drawPages({ script: SCRIPT, styles: await stylesOf(vite) })
  }
  return {
    async paths() {
      return new Set((await pages()).map(({ path }) => path).filter(Boolean))
    },
    async draw(path) {
      const wanted = path.replace(/(.)\/$/, '$1')
      const page = (await pages()).find((one) => one.path === wanted)
      if (!page) throw new Error(`The site has no page ${path}.`)
      return page.html.replaceAll(ORIGIN, facts.publicUrl).replaceAll(DEMO, facts.demo ? 'on' : 'off')
    },
  }
}

/** The styles that the site's script imports, as links, so that a page has its looks before the script runs. */
async function stylesOf(vite: ViteDevServer): Promise<string[]> {
  await vite.transformRequest(SCRIPT)
  const script = await vite.moduleGraph.getModuleByUrl(SCRIPT)
  return [...(script?.importedModules ?? [])].map(({ url }) => url).filter((url) => url.endsWith('.css'))
}

/** The site's pages are drawn here and have no script that could redraw them: a change reloads whoever looks at one. */
export function reloadDrawnPages(): Plugin {
  return {
    name: 'plantao-reload-drawn-pages',
    apply: 'serve',
    hotUpdate({ modules, server }) {
      if (this.environment.name !== 'ssr' || modules.length === 0) return
      server.environments.client.hot.send({ type: 'full-reload' })
    },
  }
}
