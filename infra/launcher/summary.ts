import { relative } from 'node:path'
import { ROOT } from './environment.ts'
import type { Plantao } from './plantao.ts'
import { DEMO_SIGN_INS } from './sign-ins.ts'

/** What a person needs to begin, after everything is ready. */
export function summary(house: Plantao, publicUrl: string, seconds: number, colours: boolean): string {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const row = (name: string, value: string, note = '') =>
    `  ${name.padEnd(12)} ${paint(36, value)}${note ? `  ${paint(2, note)}` : ''}`
  const lines = [
    '',
    `  ${paint(1, 'Plantão is ready')} ${paint(2, `(${seconds.toFixed(1)} s)`)}`,
    '',
    row('Site', `${publicUrl}/`),
    row('Console', `${publicUrl}/console`, 'where people attend'),
    row('Dashboard', `${publicUrl}/dashboard`, 'where the owner sets up'),
  ]
  if (house.sandboxUrl) {
    lines.push(
      row('Phone', `${house.sandboxUrl}/phone`, 'write as a customer'),
      row('Mail', `${house.sandboxUrl}/mail`, 'what the product sent'),
      '',
      `  ${paint(2, `The sandbox plays: ${house.played.join(', ')}`)}`,
    )
  }
  if (house.played.includes('WhatsApp')) {
    lines.push('', `  ${paint(1, 'Sign in')} ${paint(2, 'Padaria Pão Quente, the demo company')}`)
    for (const [role, email, password] of DEMO_SIGN_INS) lines.push(row(`  ${role}`, email, password))
  }
  const logs = house.logs.map((log) => relative(ROOT, log)).join(', ')
  lines.push('', `  ${paint(2, `Logs: ${logs}`)}`, `  ${paint(2, 'Ctrl+C stops everything')}`, '')
  return lines.join('\n')
}
