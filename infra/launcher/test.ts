import { runBrowserJourneys } from './browser-journeys.ts'
import { buildPages } from './build-pages.ts'
import { allChecks, runChecks } from './checks.ts'
import { type Counts, runVitest } from './vitest-run.ts'

// npm test: everything in order, going on after a failure; each static check counts as one test.
const total = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

async function step(title: string, work: () => Promise<Partial<Counts>>): Promise<void> {
  console.log(`\n── ${title}`)
  const counts = await work().catch((error: Error) => {
    console.error(error.stack ?? error.message)
    return { failed: 1, failures: [`${title}: ${error.message}`] } as Partial<Counts>
  })
  total.passed += counts.passed ?? 0
  total.failed += counts.failed ?? 0
  total.skipped += counts.skipped ?? 0
  failures.push(...(counts.failures ?? []))
}

await step('Static checks', () => runChecks(allChecks(), 2))
// Whole-house tests ask for pages too.
await step('Pages', async () => {
  await buildPages()
  return {}
})
await step('Unit, integration and whole-house tests', () => runVitest('unit'))
await step('Browser end-to-end', () => runBrowserJourneys())
await step('Electron end-to-end', () => runVitest('electron'))

if (failures.length > 0) console.log(`\n── What failed\n\n${failures.join('\n\n')}`)

// The last line of the log is read by machines: these words alone, no colours.
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`, () => {
  process.exit(total.failed > 0 ? 1 : 0)
})
