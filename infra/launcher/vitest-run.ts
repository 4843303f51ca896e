import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { programFile } from './checks.ts'
import { ROOT } from './environment.ts'

export interface Counts {
  passed: number
  failed: number
  skipped: number
  /** What failed, by name and with its reason, to be said once more at the end of a long log. */
  failures?: string[]
}

/** Those of vitest.config.ts. */
export type Project = 'static' | 'unit' | 'house' | 'browser' | 'desktop'
const named = (project: Project) => ['--project', project]

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    /** The file, absolute. */
    name: string
    status: string
    message?: string
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[]
  }[]
}

/** Runs vitest projects together, their progress on our output, and counts what they report. */
export async function runVitest(projects: Project[], words: string[] = []): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-report-'))
  const file = join(folder, 'report.json')
  try {
    const code = await new Promise<number | null>((done, failed) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      const child = spawn(
        process.execPath,
        [
          programFile('vitest'),
          'run',
          ...projects.flatMap(named),
          '--passWithNoTests',
          ...reporters,
          ...words,
        ],
        { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
      )
      child.once('error', failed)
      child.once('exit', done)
    })
    const text = await readFile(file, 'utf8').catch(() => undefined)
    return countReport(text === undefined ? undefined : (JSON.parse(text) as VitestReport), code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Counts a report. A file that could not even be loaded, a run without a report and a run that says it failed
 * without naming a test are one failure each: nothing that went wrong may look like success.
 */
export function countReport(report: VitestReport | undefined, exitCode: number | null): Counts {
  if (!report) return { passed: 0, failed: 1, skipped: 0, failures: ['the run ended without a report'] }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const named = report.numFailedTests + broken.length
  const unnamed = named === 0 && exitCode !== 0
  return {
    passed: report.numPassedTests,
    failed: unnamed ? 1 : named,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: unnamed ? [`no test failed, yet the run ended with ${exitCode}`] : nameFailures(report),
  }
}

function nameFailures(report: VitestReport): string[] {
  return report.testResults
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const failed = file.assertionResults.filter((test) => test.status === 'failed')
      const name = relative(ROOT, file.name)
      if (failed.length === 0) return [`${name}\n${shorten(file.message)}`]
      return failed.map((test) => `${name} › ${test.fullName}\n${shorten(test.failureMessages?.[0])}`)
    })
}

/** The first lines of a reason, each indented, without the colours that assertions are printed in. */
function shorten(reason: string | undefined): string {
  const lines = stripVTControlCharacters(reason ?? '')
    .trim()
    .split('\n')
    .slice(0, 25)
  return lines.map((line) => `    ${line}`).join('\n')
}
