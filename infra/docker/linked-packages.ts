import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

type Entry = {
  link?: boolean
  resolved?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/**
 * Does to `folder` what `npm ci` with these words would, out of packages that are installed in `installed` already: each
 * package that the lock file names for the asked workspaces becomes a link. Nothing is fetched. Like npm it fails where
 * a manifest is not there.
 */
export function linkPackages(folder: string, installed: string, words: string[]): void {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  const manifest = (at: string) =>
    JSON.parse(readFileSync(join(folder, at, 'package.json'), 'utf8')) as Entry & { workspaces?: string[] }
  const root = manifest('')
  const asked = words.flatMap((word, at) => (words[at - 1] === '--workspace' ? [word] : []))
  const whole = asked.length === 0
  const workspaces = whole ? (root.workspaces ?? []) : asked
  const development = !words.includes('--omit=dev')
  const found = new Set<string>()

  const visit = (entry: Entry, at: string, withDevelopment: boolean) => {
    const names = {
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...(withDevelopment ? entry.devDependencies : {}),
    }
    for (const name of Object.keys(names)) {
      const place = placeOf(lock.packages, at, name)
      if (!place || found.has(place)) continue
      found.add(place)
      const entryThere = lock.packages[place]!
      if (!entryThere.link) visit(entryThere, place, false)
    }
  }
  if (whole) visit(root, '', development)
  for (const workspace of workspaces) {
    visit(manifest(workspace), workspace, development)
    found.add(
      Object.keys(lock.packages).find((place) => lock.packages[place]!.resolved === workspace) ?? workspace,
    )
  }
  for (const place of found) {
    // What lies inside another package comes with that one.
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(place)) continue
    const entry = lock.packages[place]!
    const link = join(folder, place)
    mkdirSync(dirname(link), { recursive: true })
    const to = entry.link ? relative(dirname(link), join(folder, entry.resolved!)) : join(installed, place)
    symlinkSync(to, link)
  }
}

/** Where Node finds a package from a place: beside it, or beside a folder above. */
function placeOf(packages: Record<string, Entry>, from: string, name: string): string | null {
  for (let at = from; ; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (packages[place]) return place
    if (at === '') return null
  }
}
