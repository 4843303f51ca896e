import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
    const rows = read('docs/operations/runbook.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split(' | ')[0]!.slice(2).replaceAll('`', '').trim())
    expect(rows).toContain(annotations.runbook)
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

/** Settings as a container would make them at its start; the program itself is left out. */
function settingsOf(script: string, environment: Record<string, string>): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'plantao-settings-'))
  try {
    const settings = join(folder, 'settings.yml')
    if (environment.SMTP_URL !== undefined) writeFileSync(join(folder, 'smtp'), `${environment.SMTP_URL}\n`)
    execFileSync('sh', [join(ROOT, 'infra/monitoring', script)], {
      env: {
        PATH: process.env.PATH,
        PROMETHEUS: 'true',
        ALERTMANAGER: 'true',
        PLANTAO_DOMAIN: 'plantao.example',
        SMTP_URL_FILE: join(folder, 'smtp'),
        SETTINGS: settings,
        ...environment,
      },
    })
    return parse(readFileSync(settings, 'utf8')) as Record<string, unknown>
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('what starts with settings of its own', () => {
  it('probes the domain that is served, and tells Alertmanager', () => {
    const settings = settingsOf('prometheus.sh', {})
    expect(JSON.stringify(settings)).toContain('https://plantao.example/health')
    expect(settings.alerting).toEqual({
      alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }],
    })
  })

  it.each([
    [
      'smtps://ana%40x.example:p%25s%3A%27w\\d@mail.example',
      'mail.example:465',
      'ana@x.example',
      "p%s:'w\\d",
    ],
    ['smtp://ana:geheim@mail.example:2525/', 'mail.example:2525', 'ana', 'geheim'],
    ['smtp://mail.example?pool=true', 'mail.example:587', undefined, undefined],
  ])('mails alarms through %s', (url, place, user, password) => {
    const settings = settingsOf('alertmanager.sh', { SMTP_URL: url, ALARM_EMAIL: 'ops@x.example' })
    expect(settings.global).toEqual({
      smtp_smarthost: place,
      smtp_from: 'alarme@plantao.example',
      ...(user ? { smtp_auth_username: user, smtp_auth_password: password } : {}),
    })
    expect(settings.receivers).toEqual([
      { name: 'operators', email_configs: [{ to: 'ops@x.example', send_resolved: true }] },
    ])
    expect(settings.route).toMatchObject({ receiver: 'operators' })
  })

  it('starts without anyone to tell', () => {
    const settings = settingsOf('alertmanager.sh', { SMTP_URL: '', ALARM_EMAIL: '' })
    expect(settings.receivers).toEqual([{ name: 'operators' }])
  })
})
