import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** What a file brings in while it runs: types cost nothing and are left out. */
const IMPORT =
  /^\s*(?:import|export)\s(?!type\b)[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm
const SHARED = '@plantao/shared/'

/** The modules that a source text names, as they stand there. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, from, bare]) => (from ?? bare)!)
}

/** Walks from file to file along imports. Paths are from the repository's folder, with slashes. */
export function openGraph(root: string) {
  const known = new Map<string, string[]>()
  const read = (file: string): string[] => {
    const found = known.get(file) ?? importsOf(readFileSync(join(root, file), 'utf8'))
    known.set(file, found)
    return found
  }

  function resolve(from: string, specifier: string): string | undefined {
    if (specifier.startsWith(SHARED)) {
      const base = `shared/src/${specifier.slice(SHARED.length)}`
      return [`${base}.ts`, `${base}/index.ts`].find((file) => existsSync(join(root, file)))
    }
    if (!specifier.startsWith('.') || !/\.(tsx?|mjs)$/.test(specifier)) return undefined
    const file = relative(root, join(root, dirname(from), specifier))
      .split(sep)
      .join('/')
    return existsSync(join(root, file)) ? file : undefined
  }

  /**
   * The shortest way from `start` to something that `wanted` is true of, as the files on it; undefined when there is none.
   * @param wanted asked of each file and of each module that a file names
   */
  function wayTo(
    start: string,
    wanted: (named: string, importer: string | undefined) => boolean,
  ): string[] | undefined {
    const ways = new Map([[start, [start]]])
    for (const [file, way] of ways) {
      if (wanted(file, undefined)) return way
      for (const specifier of read(file)) {
        if (wanted(specifier, file)) return [...way, specifier]
        const next = resolve(file, specifier)
        if (next && !ways.has(next)) ways.set(next, [...way, next])
      }
    }
    return undefined
  }
  return { wayTo }
}
