import { spawn } from 'node:child_process'
import { programFile } from './checks.ts'
import { ROOT } from './environment.ts'

/** Runs vitest on this terminal, keys included, and ends as it ends. */
export function handToVitest(words: string[]): void {
  const child = spawn(process.execPath, [programFile('vitest'), ...words], { cwd: ROOT, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  process.on('disconnect', () => child.kill('SIGTERM'))
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code) => process.exit(code ?? 1))
}
