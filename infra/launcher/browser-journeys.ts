import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPages } from './build-pages.ts'
import { findChromium } from './chromium.ts'
import { ROOT } from './environment.ts'
import { type Counts, runVitest } from './vitest-run.ts'

const SKIPPED: Counts = { passed: 0, failed: 0, skipped: 1 }

/** Runs the `*.e2e.ts` journeys in a real browser; says so aloud, and counts one skip, when that is impossible. */
export async function runBrowserJourneys(words: string[] = []): Promise<Counts> {
  if (!(await hasJourneys())) {
    console.log('SKIPPED browser end-to-end: this version has no journeys yet')
    return SKIPPED
  }
  if (!findChromium()) {
    console.log('SKIPPED browser end-to-end: no Chromium found')
    return SKIPPED
  }
  await buildPages()
  return runVitest('e2e', words)
}

async function hasJourneys(): Promise<boolean> {
  for (const room of ['cloud', 'desktop', 'landing', 'infra']) {
    const files = await readdir(join(ROOT, room), { recursive: true })
    if (files.some((file) => file.endsWith('.e2e.ts') && !file.includes('node_modules'))) return true
  }
  return false
}
