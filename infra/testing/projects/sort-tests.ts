import { globSync } from 'node:fs'
import { join, sep } from 'node:path'
import { openGraph } from './imports.ts'

export const ROOT = join(import.meta.dirname, '../../..')
export type Kind = 'static' | 'unit' | 'house'

/** Brings up a database, a process or a whole house: who comes here is a test of the house. */
const STARTS =
  /^infra\/(?:testing\/(?:database\/database(?:-server)?\.ts$|house\/|parts\/|scene\/web\.ts$)|postgres\/|launcher\/child\.ts$)/
/** Product code that starts a process of its own. */
const FORKS = /^cloud\/src\/knowledge\/(?:import\/import-file|apart\/)/
/** The product may import what starts a process without a test ever calling it; a test and its helpers do not. */
const PRODUCT = /^(?:cloud|desktop|shared|infra\/sandbox)\/src\/(?!.*\.test\.ts$)/
/** Their subject is the repository itself: documents, boundaries, compose files, expressions. */
const REPOSITORY = /^(?:scripts|infra\/(?:compose|docker|monitoring|launcher|testing\/projects))\//

/**
 * Which project a test belongs to, by what it imports, at any distance: no list is kept by hand.
 * `alone.ts` is the proof at run time, for what imports do not tell.
 */
export function sortTests(root = ROOT): Record<Kind, string[]> {
  const graph = openGraph(root)
  const sorted: Record<Kind, string[]> = { static: [], unit: [], house: [] }
  const found = globSync('{shared,cloud,infra,desktop,landing,scripts}/**/*.test.ts', {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|dist)$/.test(path),
  })
  for (const file of found.map((path) => path.split(sep).join('/')).sort()) {
    sorted[kindOf(file, graph.wayTo(file, startsSomething) !== undefined)].push(file)
  }
  return sorted
}

/** Where a test goes, `starts`: whether it reaches what starts a database or a process. */
export function kindOf(file: string, starts: boolean): Kind {
  if (starts) return 'house'
  return REPOSITORY.test(file) ? 'static' : 'unit'
}

/** Whether a file, or a module that `importer` names, starts a database or a process. */
export function startsSomething(named: string, importer: string | undefined): boolean {
  if (importer === undefined) return STARTS.test(named) || FORKS.test(named)
  return /^(?:node:)?(?:child_process|worker_threads)$/.test(named) && !PRODUCT.test(importer)
}
