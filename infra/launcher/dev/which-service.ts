/** A service that is restarted when one of its sources changes. */
export type Restarted = 'cloud' | 'sandbox'

/** Folders that are watched, from the repository's folder; Vite watches the pages' own. */
export const WATCHED = ['cloud/src', 'cloud/migrations', 'shared/src', 'infra/sandbox/src']

/**
 * Whose a changed file is; undefined where nobody has to start again for it.
 * @param path from the repository's folder, with `/`
 */
export function whichService(path: string): Restarted | undefined {
  if (!/\.(?:ts|js|json|sql|html|css)$/.test(path)) return undefined
  if (/\.(?:test|e2e)\.ts$|\/(?:fixtures|testing)\//.test(path)) return undefined
  if (path.startsWith('infra/sandbox/src/')) return 'sandbox'
  return /^(?:cloud\/(?:src|migrations)|shared\/src)\//.test(path) ? 'cloud' : undefined
}
