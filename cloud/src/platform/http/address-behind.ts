import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'

/**
 * The address a request comes from, behind the proxies that are named: as Fastify reads it, for requests that Fastify never
 * sees.
 * @param trusted whose `X-Forwarded-For` is believed: addresses, ranges, or names for ranges
 */
export function addressBehind(trusted: string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddress.compile(trusted)
  return (request) => {
    // A connection that broke meanwhile has no address any more.
    if (request.socket.remoteAddress === undefined) return ''
    return proxyAddress(request, trusts)
  }
}
