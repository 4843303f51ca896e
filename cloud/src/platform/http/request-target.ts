/** RFC 3986: what a path's segment may hold as it is, and what may only stand percent-encoded in it. */
const PATH = /^(?:\/(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*)+$/
/** What is encoded without need, or hides a character that means something to whoever splits or prints a path. */
const NEEDLESS = /%(?:2[DdEeFf]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaCcFf]|6[1-9A-Fa-f]|7[0-9AaEeFf]|[01][0-9A-Fa-f])/
const EMPTY_OR_DOTS = /\/(?:\.{0,2})(?=\/)|\/\.{1,2}$/

/**
 * Whether a request's target is written in the one form we answer: a path from the root, each character spelt one way, no
 * empty and no dot segments, no encoded slash, backslash or control character; after `?` anything. Two readers of an address
 * (the router, a limit, a proxy's `location`) can then never take it for two different ones.
 * @param target as it came, before anybody decoded it
 */
export function isNormalTarget(target: string): boolean {
  const path = pathOf(target)
  return PATH.test(path) && !NEEDLESS.test(path) && !EMPTY_OR_DOTS.test(path) && isText(path)
}

/** The target without its query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

/** Encoded bytes that are no UTF-8 are no text either. */
function isText(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
