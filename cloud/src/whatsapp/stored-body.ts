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
  // Behind a written backslash nothing is an escape, and between two of them each escape stands by itself. No call for each:
  // a text may consist of them.
  return json
    .split('\\\\')
    .map((part) => part.replaceAll('\\u0000', '').replace(/\\ud[0-9a-f]{3}/g, '\ufffd'))
    .join('\\\\')
}
