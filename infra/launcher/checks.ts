import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './environment.ts'

/** One static check: a program that exits 0 when all is well. */
export interface Check {
  name: string
  /** Arguments of Node, paths from the repository's folder. */
  words: string[]
}

/** Programs are called by their file, so that no shell and no PATH is in between. */
const PROGRAMS = {
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
} as const

/** The file of an installed program, from the repository's folder. */
export function programFile(name: keyof typeof PROGRAMS): string {
  return PROGRAMS[name]
}

/** Every check of `npm run check`; a workspace's types are checked once it has a tsconfig.json. */
export function allChecks(): Check[] {
  const projects = ['.', 'shared/ui', 'desktop', 'landing', 'infra/sandbox/src/pages']
  const types = projects
    .map((folder) => join(folder, 'tsconfig.json'))
    .filter((file) => existsSync(join(ROOT, file)))
    .map((file) => ({ name: `types ${file}`, words: [PROGRAMS.tsc, '-p', file, '--pretty', 'false'] }))
  return [
    ...types,
    {
      name: 'lint and formatting',
      words: [PROGRAMS.biome, 'ci', '--colors=off', '--diagnostic-level=warn', '.'],
    },
    { name: 'boundaries', words: ['scripts/check-boundaries.ts'] },
    { name: 'regular expressions', words: ['scripts/check-expressions.ts'] },
    { name: 'dead code', words: [PROGRAMS.knip, '--no-progress', '--reporter', 'compact'] },
    { name: 'lock file', words: ['scripts/complete-lock.mjs', '--check'] },
  ]
}

/**
 * Runs the checks, `width` at a time, and prints each as it ends (with its output when it failed).
 * @returns how many passed and failed, and which failed
 */
export async function runChecks(
  checks: Check[],
  width: number,
): Promise<{ passed: number; failed: number; failures: string[] }> {
  const waiting = [...checks]
  const counts = { passed: 0, failed: 0, failures: [] as string[] }
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const begun = performance.now()
      const { code, output } = await run(check.words)
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      counts[code === 0 ? 'passed' : 'failed'] += 1
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`)
      if (code === 0) continue
      counts.failures.push(`static check: ${check.name}`)
      console.log(output.trimEnd().replace(/^/gm, '       '))
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return counts
}

function run(words: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', failed)
    child.once('close', (code) => done({ code, output }))
  })
}
