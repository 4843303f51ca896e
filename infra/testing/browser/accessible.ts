import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** WCAG 2.2 AA, and what its authors advise beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails, naming place and rule, when axe finds anything. Asked in the page itself, which has no frames of others. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        // Some breathe for as long as they are there; only those with an end are waited for.
        .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((each) => each.finished.catch(() => null)),
    ),
  )
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations, passes } = await axe.run(document, {
      runOnly: { type: 'tag', values: rules },
      resultTypes: ['violations'],
    })
    const broken = violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} (${nodes[0]?.failureSummary})`,
    )
    return { broken, rules: passes.length }
  }, RULES)
  expect(found.broken.map((each) => `${where}: ${each}`)).toEqual([])
  // A page that axe could not look at would be clean, too.
  expect(found.rules, `rules that ${where} keeps`).toBeGreaterThan(5)
}
