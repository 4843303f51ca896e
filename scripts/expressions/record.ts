import { fileURLToPath } from 'node:url'
import type { Expression } from './find.ts'

/**
 * Every expression that is built while `run` works, with the line that built it: what the sources alone do not tell,
 * such as a rule put together from parts of other files.
 */
export async function recordBuilt(root: string, run: () => Promise<void>): Promise<Expression[]> {
  const recorded = new Map<string, Expression>()
  const Plain = globalThis.RegExp
  const note = (made: RegExp): RegExp => {
    const at = callerBelow(root)
    if (at) recorded.set(`${at} ${made}`, { source: made.source, flags: made.flags, at })
    return made
  }
  globalThis.RegExp = new Proxy(Plain, {
    construct: (target, words) => note(Reflect.construct(target, words)),
    apply: (target, self, words) => note(Reflect.apply(target, self, words)),
  })
  try {
    await run()
  } finally {
    globalThis.RegExp = Plain
  }
  return [...recorded.values()]
}

/** The line of ours that called, as `file:line`; null when the call came from elsewhere. */
function callerBelow(root: string): string | null {
  const line = new Error().stack
    ?.split('\n')
    .slice(1)
    .find((frame) => frame.includes('file:') && !frame.includes('/scripts/expressions/record.ts'))
  const [url, at] = /(file:[^)]+?):(\d+):\d+/.exec(line ?? '')?.slice(1) ?? []
  if (!url || !at) return null
  const file = fileURLToPath(url)
  return file.startsWith(root) && !file.includes('node_modules')
    ? `${file.slice(root.length).replaceAll('\\', '/')}:${at}`
    : null
}
