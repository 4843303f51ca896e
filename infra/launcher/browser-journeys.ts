import { buildPages } from './build-pages.ts'
import { findChromium } from './chromium.ts'
import { type Counts, runVitest } from './vitest-run.ts'

/** Runs the `*.e2e.ts` journeys in a real browser; says so aloud, and counts one skip, when that is impossible. */
export async function runBrowserJourneys(words: string[] = []): Promise<Counts> {
  if (!findChromium()) {
    console.log('SKIPPED browser end-to-end: no Chromium found')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  await buildPages()
  return runVitest('e2e', words)
}
