import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFile } from './checks.ts'
import { ROOT } from './environment.ts'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Runs one vitest project, its progress on our output, and counts what it reports. */
export async function runVitest(project: string, words: string[] = []): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-report-'))
  const file = join(folder, 'report.json')
  try {
    const code = await new Promise<number | null>((done, failed) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      const child = spawn(
        process.execPath,
        [programFile('vitest'), 'run', '--project', project, '--passWithNoTests', ...reporters, ...words],
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
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const named = report.numFailedTests + broken.length
  return {
    passed: report.numPassedTests,
    failed: named === 0 && exitCode !== 0 ? 1 : named,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
