import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { LATE_STRIPE_LINE } from '../../sandbox/src/testing/late-stripe.ts'
import { findLeaks } from './find-leaks.ts'
import type {} from './suite-log.ts'

/** How many leaks are shown. */
const SHOWN = 20

/**
 * Keeps every log of a vitest run and searches all of them when it is over, for telephones, addresses, names, texts and
 * secrets. A find ends the run as failed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-logs-'))
  project.provide('suiteLog', folder)
  console.log(LATE_STRIPE_LINE)
  return async () => {
    try {
      const said = new Set((await readAll(folder, '.said')).flatMap((text) => text.split('\n')))
      const logs = await readAll(folder, '.log')
      const leaks = logs.flatMap((log) => findLeaks(log, said))
      const lines = logs.reduce((sum, log) => sum + log.split('\n').length - 1, 0)
      console.log(
        `Searched ${lines} log lines of ${logs.length} processes for ${said.size} texts: ${leaks.length} leaks`,
      )
      if (leaks.length > 0)
        throw new Error(
          `a log tells what it must not:\n${leaks
            .slice(0, SHOWN)
            .map(({ what, line }) => `${what}\n    ${line.slice(0, 500)}`)
            .join('\n')}`,
        )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function readAll(folder: string, ending: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ending))
  return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
}
