import { expect, it } from 'vitest'
import { countReport, type VitestReport } from './vitest-run.ts'

const clean: VitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
}

it('adds up passed, failed and skipped', () => {
  expect(countReport(clean, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 })
  expect(countReport({ ...clean, numFailedTests: 2 }, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

it('counts a file that could not be loaded as a failure', () => {
  const report = { ...clean, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(countReport(report, 1).failed).toBe(1)
})

it('never takes a broken run for a clean one', () => {
  expect(countReport(undefined, 0).failed).toBe(1)
  expect(countReport(clean, 1).failed).toBe(1)
  expect(countReport(clean, null).failed).toBe(1)
})
