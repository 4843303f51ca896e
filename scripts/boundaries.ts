import { execFile } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const CRUISER = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url),
)

/** The folders that the plan speaks of. */
export const PLANNED = ['cloud', 'desktop', 'landing', 'shared', 'infra']
/** Made by tools: nobody imports from there, and no rule speaks of it. */
const MADE = new Set(['node_modules', 'dist', 'coverage'])

export interface Boundaries {
  /** TypeScript files that were really read. */
  analysed: string[]
  violations: { rule: string; from: string; to: string }[]
  /** Room → rooms of the cloud that its product code enters. */
  entered: Record<string, string[]>
}

interface Report {
  modules: { source: string; dependencies: { resolved: string }[] }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

/** Holds the imports below `root` against .dependency-cruiser.cjs of that folder. */
export async function cruise(root: string, folders: string[]): Promise<Boundaries> {
  const words = [
    CRUISER,
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...folders,
  ]
  // A violation is no failure here: it is in the report. The report of a big tree is some megabytes.
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, maxBuffer: 256 << 20 })
  const report = JSON.parse(stdout) as Report
  const ours = report.modules.filter(({ source }) => isSource(source) && !source.includes('node_modules'))
  return {
    analysed: ours.map(({ source }) => source),
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    entered: enteredRooms(ours),
  }
}

/** Every TypeScript file below the folders, whether or not anything imports it. */
export async function sourcesOf(root: string, folders: string[]): Promise<string[]> {
  const found: string[] = []
  const options = { cwd: root, exclude: (name: string) => MADE.has(name.split('/').at(-1)!) }
  for await (const file of glob(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    options,
  ))
    if (isSource(file)) found.push(file)
  return found
}

/** Edges of the plan that no import uses: a door that is open for nobody. `from → to`. */
export function unusedEdges(plan: Record<string, string[]>, entered: Record<string, string[]>): string[] {
  return Object.entries(plan).flatMap(([room, doors]) =>
    doors.filter((door) => !entered[room]?.includes(door)).map((door) => `${room} → ${door}`),
  )
}

function enteredRooms(modules: Report['modules']): Record<string, string[]> {
  const entered = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = roomOf(source)
    if (!from || /\.(test|conformance)\.ts$/.test(source)) continue
    const others = entered.get(from) ?? new Set()
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved)
      if (to && to !== from) others.add(to)
    }
    entered.set(from, others)
  }
  return Object.fromEntries([...entered].map(([room, others]) => [room, [...others]]))
}

function roomOf(file: string): string | undefined {
  return /^cloud\/src\/([^/]+)\//.exec(file)?.[1]
}

function isSource(file: string): boolean {
  return /\.tsx?$/.test(file) && !file.endsWith('.d.ts')
}
