import { relative } from 'node:path'
import { ROOT } from '../environment.ts'
import type { Plantao } from '../plantao.ts'
import { DEMO_SIGN_INS, LIVELY_SIGN_INS } from '../sign-ins.ts'
import type { DevFlags } from './flags.ts'

interface Told {
  house: Plantao
  publicUrl: string
  flags: DevFlags
  seconds: number
  colours: boolean
}

/** What one needs to begin, in a few lines. */
export function devSummary({ house, publicUrl, flags, seconds, colours }: Told): string {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const row = (name: string, value: string, note = '') =>
    `  ${name.padEnd(10)} ${paint(36, value)}${note ? `  ${paint(2, note)}` : ''}`
  const lines = [
    '',
    `  ${paint(1, 'Plantão is ready for changes')} ${paint(2, `(${seconds.toFixed(1)} s)`)}`,
    '',
    row('Address', publicUrl, 'site, /console, /dashboard, API: a change shows by itself'),
  ]
  if (house.sandboxUrl) lines.push(row('Sandbox', house.sandboxUrl, '/phone, /mail'))
  if (flags.inspect) lines.push(row('Inspector', `127.0.0.1:${flags.inspect}`, 'of the cloud'))
  const people = house.played.includes('WhatsApp') ? DEMO_SIGN_INS : []
  for (const [role, email, password] of [...people, ...(flags.lively ? LIVELY_SIGN_INS : [])]) {
    lines.push(row(role, email, password))
  }
  lines.push(
    row('Logs', house.logs.map((log) => relative(ROOT, log)).join(', ')),
    row('Keys', 'r', 'and Enter restarts the cloud, s the sandbox, q stops everything (as Ctrl+C does)'),
    '',
  )
  return lines.join('\n')
}
