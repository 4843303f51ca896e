import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Addresses that no packet of the internet comes from: this machine, and private networks (RFC 1918, RFC 4193, link-local). */
const INSIDE = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv4')
INSIDE.addAddress('::1', 'ipv6')
INSIDE.addSubnet('fc00::', 7, 'ipv6')
INSIDE.addSubnet('fe80::', 10, 'ipv6')

/** Is it an address of this machine itself? */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./i.test(address)
}

/** Does a request come straight from this machine or our own network, and not through the proxy that the world uses? */
export function comesFromInside(request: FastifyRequest): boolean {
  if (request.headers['x-forwarded-for'] !== undefined) return false
  return isInside(request.socket.remoteAddress ?? '')
}

/** Whether an address is one of this machine or of a private network. */
export function isInside(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '').split('%', 1)[0]!
  const version = isIP(plain)
  return version !== 0 && INSIDE.check(plain, version === 6 ? 'ipv6' : 'ipv4')
}
