import { isIP } from 'node:net'

/** The host of an address, in small letters and without the brackets of IPv6; null for what is no address. */
export function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  return new URL(address).hostname.toLowerCase().replace(/^\[|\]$/g, '') || null
}

/** This machine itself. A name that only begins like its number, `127.example.com`, is somebody else's. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.')
  return host === 'localhost' || host === '::1'
}

/**
 * A host that only an inner network knows: this machine, a private address, or a name without a public ending. What goes
 * there does not cross the internet.
 */
export function isInner(host: string): boolean {
  if (isLoopback(host)) return true
  if (isIP(host) === 4) return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(host)
  if (isIP(host) === 6) return /^(f[cd]|fe[89ab])/.test(host)
  return !host.includes('.') || /\.(internal|local|lan|home\.arpa)$/.test(host)
}
