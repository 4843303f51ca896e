import { parseArgs } from 'node:util'
import { canBrowse } from './browser-journeys.ts'
import { buildPages } from './build-pages.ts'
import { allChecks, runChecks } from './checks.ts'
import { type Counts, type Project, runVitest } from './vitest-run.ts'

// npm test: everything, going on after a failure; each static check counts as one test. `.ci/run --only static,unit` runs
// a part of it, as the jobs of .github/workflows/test.yml do: checks, static, unit, house, browser, desktop.
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const PARTS = ['checks', 'static', 'unit', 'house', 'browser', 'desktop'] as const
const wanted = new Set<string>(values.only?.split(',') ?? PARTS)
for (const part of wanted)
  if (!PARTS.some((each) => each === part)) throw new Error(`--only ${part}: there is ${PARTS.join(', ')}`)

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

/** Those of `projects` that were asked for and can be run here. */
function chosen(...projects: Project[]): Project[] {
  return projects.filter((project) => {
    if (!wanted.has(project)) return false
    if (project !== 'browser' || canBrowse()) return true
    total.skipped += 1
    return false
  })
}

// Whole-house and browser tests ask for pages.
if (wanted.has('house') || wanted.has('browser'))
  await step('Pages', async () => {
    await buildPages()
    return {}
  })
// One check at a time beside the tests: a house waits for its parts for half of its time, and a check fills that.
const together = chosen('static', 'unit', 'house', 'browser')
await Promise.all([
  ...(wanted.has('checks')
    ? [step('Static checks', () => runChecks(allChecks(), together.length > 0 ? 1 : 2))]
    : []),
  ...(together.length > 0 ? [step(`Tests: ${together.join(', ')}`, () => runVitest(together))] : []),
])
// One screen has one focus, and its keys go wherever that is: alone.
const alone = chosen('desktop')
if (alone.length > 0) await step('Tests: desktop', () => runVitest(alone))

if (failures.length > 0) console.log(`\n── What failed\n\n${failures.join('\n\n')}`)

// The last line of the log is read by machines: these words alone, no colours.
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`, () => {
  process.exit(total.failed > 0 ? 1 : 0)
})
