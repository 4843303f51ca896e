/** Colours of the prefixes, by ANSI code. */
const COLOURS: Record<string, number> = { cloud: 36, sandbox: 35, pages: 32, demo: 33, dev: 1 }
const LEVELS: Record<string, number> = { warn: 33, error: 31, fatal: 31 }
/** As wide as the longest prefix, so that lines stand below each other. */
const WIDTH = Math.max(...Object.keys(COLOURS).map((name) => name.length))

/** Writes lines of the processes to the terminal, each behind its process's name. */
export function createTerminal({ colours, write }: { colours: boolean; write: (text: string) => void }) {
  const paint = (code: number | undefined, text: string) =>
    colours && code !== undefined ? `\u001b[${code}m${text}\u001b[0m` : text
  return {
    line(name: string, text: string): void {
      const prefix = paint(COLOURS[name], name.padEnd(WIDTH))
      const { level, words } = readable(text)
      write(`${prefix} ${paint(2, '│')} ${paint(LEVELS[level], words)}\n`)
    },
  }
}

/** A line of the cloud's structured log as a person reads it; any other line as it is. */
export function readable(text: string): { level: string; words: string } {
  const entry = parsed(text)
  if (!entry) return { level: 'info', words: text }
  const { level, time, msg, err, ...rest } = entry
  const clock = typeof time === 'string' ? `${time.slice(11, 19)} ` : ''
  const facts = Object.entries(rest).map(([name, value]) => ` ${name}=${shown(value)}`)
  const words = `${clock}${String(level)} ${String(msg)}${facts.join('')}${err ? `\n${trouble(err)}` : ''}`
  return { level: String(level), words }
}

function parsed(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const entry = JSON.parse(text) as Record<string, unknown>
    return 'level' in entry && 'msg' in entry ? entry : undefined
  } catch {
    return undefined
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** An error's stack, where the log has one. */
function trouble(err: unknown): string {
  const { stack, message } = err as { stack?: string; message?: string }
  return stack ?? message ?? shown(err)
}
