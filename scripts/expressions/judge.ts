import { createHash } from 'node:crypto'
import { analyse } from 'scslre'

/** What is known of an expression: whether its time grows no faster than the text it reads. */
export type Verdict = { linear: true } | { linear: false; why: string }

/** Longest time for one expression; most take far below a second, long lists of words up to 20 s. Milliseconds. */
const PATIENCE_MS = 60_000

/** The name of a verdict: it holds for the very same expression and rules of judging. */
export function nameOf({ source, flags }: { source: string; flags: string }): string {
  // Only what changes how an expression is met; the others change where it is looked for.
  const meant = [...flags]
    .filter((flag) => 'imsuv'.includes(flag))
    .sort()
    .join('')
  return createHash('sha256').update(`2 ${meant} ${source}`).digest('hex').slice(0, 20)
}

/**
 * Judges one expression by two analyses that fill each other's gaps. scslre knows lookarounds, and only attacks that
 * repeat one letter; recheck is exact where it can make an automaton of the expression, and tries strings where it
 * cannot. Both count the search from every place of the text, which `^` and lookbehinds prevent. The same verdict every
 * time: recheck's limits are in steps, not in time.
 */
export async function judge({ source, flags }: { source: string; flags: string }): Promise<Verdict> {
  const { reports } = analyse(new RegExp(source, flags), { maxReports: 1 })
  if (reports[0])
    return { linear: false, why: `${reports[0].type}${reports[0].exponential ? ', exponential' : ''}` }
  // The native builds are not there on every machine, and their strings differ.
  process.env.RECHECK_BACKEND = 'pure'
  const { check } = await import('recheck')
  const found = await check(source, flags, {
    timeout: PATIENCE_MS,
    attackTimeout: null,
    incubationTimeout: null,
  })
  if (found.status === 'safe') return { linear: true }
  if (found.status === 'unknown') return { linear: false, why: `cannot be judged: ${found.error.kind}` }
  return {
    linear: false,
    why: `${found.complexity.summary}, for example ${found.attack.pattern.slice(0, 120)}`,
  }
}
