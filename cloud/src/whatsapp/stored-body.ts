import { objectOf } from './loose.ts'

/**
 * A webhook body as `jsonb` takes it: without the instance's token, without NUL, and with U+FFFD for halves of
 * surrogate pairs, both of which Postgres refuses for ever.
 * @throws RangeError when the nesting is too deep to write
 */
export function storedBody(body: unknown): string {
  const envelope = objectOf(body)
  const json = JSON.stringify(envelope ? { ...envelope, apikey: undefined } : body)
  // JSON.stringify escapes control characters and lone surrogates only, so most bodies have none of these.
  if (!json.includes('\\u0000') && !json.includes('\\ud')) return json
  // Escapes are read in pairs, lest the second half of `\\` starts one.
  return json.replace(/\\(u0000|ud[0-9a-f]{3}|.)/g, (pair, what: string) => {
    if (what === 'u0000') return ''
    return what.length > 1 ? '\ufffd' : pair
  })
}
