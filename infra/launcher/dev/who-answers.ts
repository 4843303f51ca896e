/** Who answers a request in development: the cloud, or one of Vite's servers, by a page it draws or a file it serves. */
export type Answerer =
  | 'cloud'
  | 'site page'
  | 'dashboard page'
  | 'landing file'
  | 'console page'
  | 'console file'

export interface Asked {
  method: string
  /** Path without the query. */
  path: string
  /** Addresses of the public site's pages. */
  sitePages: ReadonlySet<string>
}

/** Vite's own addresses below a base: `/@vite/client`, `/@fs/…`, packages it has bundled. */
const VITES = /^(?:@|node_modules\/)/
/** The last part has an extension, so it is a file, as the cloud decides, too. */
const FILE = /\.\w+$/

/** Everything that Vite does not draw or serve is the cloud's: API, sockets, webhooks, what nobody knows. */
export function whoAnswers({ method, path, sitePages }: Asked): Answerer {
  if (method !== 'GET' && method !== 'HEAD') return 'cloud'
  const inside = below(path, '/console')
  if (inside !== undefined) return VITES.test(inside) || FILE.test(inside) ? 'console file' : 'console page'
  const owners = below(path, '/dashboard') ?? below(path, '/login')
  if (owners !== undefined) return FILE.test(owners) ? 'landing file' : 'dashboard page'
  if (VITES.test(path.slice(1)) || path.startsWith('/site/')) return 'landing file'
  return sitePages.has(path.replace(/(.)\/$/, '$1')) ? 'site page' : 'cloud'
}

/** What follows a folder's address; undefined outside of it. */
function below(path: string, folder: string): string | undefined {
  if (path === folder) return ''
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}
