import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './environment.ts'
import { countReport, type VitestReport } from './vitest-run.ts'

const clean: VitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [
    { name: '/x/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a holds' }] },
  ],
}

it('adds up passed, failed and skipped', () => {
  expect(countReport(clean, 0)).toEqual({ passed: 3, failed: 0, skipped: 2, failures: [] })
  expect(countReport({ ...clean, numFailedTests: 2 }, 1)).toMatchObject({ passed: 3, failed: 2, skipped: 2 })
})

it('counts a file that could not be loaded as a failure', () => {
  const report = { ...clean, testResults: [{ name: 'x', status: 'failed', assertionResults: [] }] }
  expect(countReport(report, 1).failed).toBe(1)
})

it('never takes a broken run for a clean one', () => {
  expect(countReport(undefined, 0).failed).toBe(1)
  expect(countReport(clean, 1).failed).toBe(1)
  expect(countReport(clean, null).failed).toBe(1)
})

it('names what failed, with the reason, for the end of a long log', () => {
  const failed = {
    status: 'failed',
    fullName: 'a message is sent once',
    failureMessages: ['\u001b[31mexpected 1, got 2\u001b[39m\n    at line 4'],
  }
  const report = {
    ...clean,
    numFailedTests: 1,
    testResults: [
      { name: join(ROOT, 'cloud/src/send.test.ts'), status: 'failed', assertionResults: [failed] },
      {
        name: join(ROOT, 'shared/broken.test.ts'),
        status: 'failed',
        message: 'cannot load',
        assertionResults: [],
      },
    ],
  }
  expect(countReport(report, 1).failures).toEqual([
    'cloud/src/send.test.ts › a message is sent once\n    expected 1, got 2\n        at line 4',
    'shared/broken.test.ts\n    cannot load',
  ])
})
