const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // PostgreSQL is going down, coming up, out of connections, read-only, or cut a statement off:
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '25006',
  '25P03',
])
/** What `pg` says without a code. */
const SENTENCES =
  /timeout exceeded when trying to connect|connection terminated|connection timeout|not queryable|encountered a connection error|cannot use a pool after|client was closed/i

/** Is this one of our parts being away (503, worth a retry), and not a bug of ours? */
export function isUnavailable(error: unknown): boolean {
  return awayBy(error) !== null
}

/** The code by which a failure tells that one of our parts is away, `connection_lost` without one; null for any other failure. */
export function awayBy(error: unknown): string | null {
  let at: unknown = error
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    const code = String((at as { code?: unknown }).code ?? '')
    if (CODES.has(code) || /^(08|53)\w{3}$/.test(code)) return code
    if (SENTENCES.test(at.message)) return 'connection_lost'
    // A name with several addresses: each failed.
    at = at.cause ?? (at instanceof AggregateError ? at.errors[0] : undefined)
  }
  return null
}
