import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
type Rule = { alert: string; expr: string; annotations: { summary: string; runbook: string } }
const rules = (parse(read('infra/monitoring/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
)
const board = JSON.parse(read('infra/monitoring/grafana/dashboards/plantao.json')) as {
  panels: { title: string; targets: { expr: string }[] }[]
}

/** Every name of a metric that the cloud's sources give to one. */
const named = new Set(
  readdirSync(join(ROOT, 'cloud/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => {
      const source = read(join('cloud/src', name))
      const made = [...source.matchAll(/\.(?:counter|gauge|histogram)\(\s*'([a-z_]+)'/g)]
      const own = [...source.matchAll(/name: 'plantao_([a-z_]+)'/g)]
      return [...made, ...own].map(([, metric]) => `plantao_${metric}`)
    }),
)
const used = (expr: string) =>
  [...expr.matchAll(/plantao_[a-z_]+/g)].map(([metric]) => metric.replace(/_(bucket|count|sum)$/, ''))

describe('alarms', () => {
  it.each(rules)('$alert asks for metrics that exist', ({ expr }) => {
    for (const metric of used(expr)) expect(named).toContain(metric)
  })
  it.each(rules)('$alert is in the runbook', ({ annotations }) => {
    expect(read('docs/operations/runbook.md').replaceAll('`', '')).toContain(annotations.runbook)
  })
  it('cover the site, silence, backlog, errors, mails and certificates', () => {
    expect(rules.length).toBeGreaterThanOrEqual(10)
  })
})

describe('the board', () => {
  it.each(board.panels)('$title asks for metrics that exist', ({ targets }) => {
    for (const { expr } of targets) for (const metric of used(expr)) expect(named).toContain(metric)
  })
})
