import { findChromium } from './chromium.ts'
import { type Counts, runVitest } from './vitest-run.ts'

/** Whether there is a browser to run the `*.e2e.ts` journeys in; says so aloud when there is none. */
export function canBrowse(): boolean {
  if (findChromium()) return true
  console.log('SKIPPED browser end-to-end: no Chromium found')
  return false
}

/** Runs the `*.e2e.ts` journeys in a real browser, or counts one skip where that is impossible. */
export async function runBrowserJourneys(words: string[] = []): Promise<Counts> {
  if (!canBrowse()) return { passed: 0, failed: 0, skipped: 1 }
  return runVitest(['browser'], words)
}
