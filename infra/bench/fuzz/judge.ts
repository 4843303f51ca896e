import { ERRORS } from '@plantao/shared/errors'

/** What must never stand in an answer, and what it would betray. */
const LEAKS: readonly [string, RegExp][] = [
  ['a stack', /\bat (?:async )?[\w.<>$ ]+ \(?(?:file:|node:|\/)[^)\s]+:\d+:\d+|node_modules|\/cloud\/src\//],
  [
    'SQL',
    /syntax error at or near|relation "|violates (?:foreign|unique|check|not-null)|duplicate key value|invalid input syntax|current transaction is aborted|\bselect\b.{1,80}\bfrom\b.{1,80}\bwhere\b|\binsert into \w+ \(/i,
  ],
  ['a hash', /\$argon2|\$2[aby]\$/],
  ['an address of a part', /postgres(?:ql)?:\/\/|redis:\/\/|smtp:\/\/|ECONNREFUSED|ENOENT|EACCES/],
  ['an engine error', /\b(?:TypeError|RangeError|SyntaxError|ReferenceError|ZodError)\b|Cannot read propert/],
]

export type Judged = {
  status: number
  text: string
  /** All that was sent: what stands there already is nothing that we told. */
  sent: string
}

export type Judge = (answer: Judged) => string[]

/**
 * Judges an answer to a hostile call: no 5xx, nothing of the inside, nothing of another company, and a refusal only in
 * the shape of the contract.
 * @param foreign marks of the other company and secrets of the house
 */
export function createJudge(foreign: readonly string[]): Judge {
  return ({ status, text, sent }) => {
    const faults: string[] = []
    if (status >= 500) faults.push(`answered ${status}`)
    for (const [what, pattern] of LEAKS) {
      const found = pattern.exec(text)?.[0]
      if (found && !sent.includes(found)) faults.push(`${what}: ${found.slice(0, 120)}`)
    }
    for (const mark of foreign)
      if (text.includes(mark) && !sent.includes(mark)) faults.push('a mark of another')
    if (status >= 400) faults.push(...misshapen(status, text))
    return faults
  }
}

function misshapen(status: number, text: string): string[] {
  let error: { code?: unknown; message?: unknown; traceId?: unknown } | undefined
  try {
    error = (JSON.parse(text) as { error?: typeof error }).error
  } catch {
    return ['a refusal that is no JSON']
  }
  const code = String(error?.code)
  if (!Object.hasOwn(ERRORS, code)) return [`a refusal without a name: ${code.slice(0, 60)}`]
  if (typeof error?.message !== 'string' || error.message === '') return ['a refusal without words']
  if (typeof error.traceId !== 'string') return ['a refusal without a trace']
  const named = ERRORS[code as keyof typeof ERRORS].status
  return named === status ? [] : [`${code} answered ${status}, not ${named}`]
}
