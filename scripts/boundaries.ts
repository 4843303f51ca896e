import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const CRUISER = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url),
)

/** The folders that the plan speaks of. */
export const PLANNED = ['cloud', 'desktop', 'landing', 'shared', 'infra']

export interface Boundaries {
  /** TypeScript files that were really read. */
  analysed: number
  violations: { rule: string; from: string; to: string }[]
}

interface Report {
  modules: { source: string }[]
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
  const ours = report.modules.filter(
    ({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules'),
  )
  return {
    analysed: ours.length,
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}
