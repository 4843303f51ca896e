/** One thing that was looked at: how it is, and what to do when it is not well. */
export type Finding = { name: string; state: 'ok' | 'warning' | 'fault'; said: string; advice?: string }

const MARK = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' } as const

/** Findings as lines for a terminal: a mark, the name, what was seen, and below it what to do. */
export function reportOf(findings: Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ name, state, said, advice }) => [
    `${MARK[state]} ${name.padEnd(width)}  ${said}`,
    ...(advice && state !== 'ok' ? [`${' '.repeat(width + 11)}→ ${advice}`] : []),
  ])
  const faults = findings.filter(({ state }) => state === 'fault').length
  const warnings = findings.filter(({ state }) => state === 'warning').length
  return [...lines, '', `${findings.length} looked at, ${faults} faults, ${warnings} warnings`].join('\n')
}
