import { isIP } from 'node:net'

/** proxy-addr's own names for ranges. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal'])
/** The widest ranges that one's own network can have: 10.0.0.0/8, and fc00::/7. */
const WIDEST = { 4: 8, 6: 7 }

/**
 * Why `X-Forwarded-For` must not be believed from these proxies, in words that go behind the setting's name, or null. A
 * range of the whole internet lets every visitor choose the address that limits count.
 */
export function proxiesFault(proxies: readonly string[]): string | null {
  for (const proxy of proxies) {
    if (NAMES.has(proxy)) continue
    const [address = '', range, ...more] = proxy.split('/')
    const family = isIP(address)
    if (family === 0 || more.length > 0)
      return 'names what is no address, no range and none of loopback, linklocal, uniquelocal'
    if (range === undefined) continue
    const bits = family === 4 && isIP(range) === 4 ? maskBits(range) : Number(range)
    if (!Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128))
      return 'has a range that is none'
    if (bits < WIDEST[family as 4 | 6]) return 'believes strangers: a range is as wide as the internet'
  }
  return null
}

/** Bits of a mask such as 255.255.0.0; NaN for one with holes. */
function maskBits(mask: string): number {
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return /^1*0*$/.test(bits) ? bits.replace(/0/g, '').length : Number.NaN
}
