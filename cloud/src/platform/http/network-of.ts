import { normalizeIP } from '@fastify/rate-limit'

/**
 * Whose address this is, for counting: an IPv4 address itself, also in its mapped spelling, and of IPv6 the /64, which is
 * the least that a provider gives to one customer (RFC 6177): counted one by one, anybody would have 2^64 addresses.
 */
export function networkOf(address: string): string {
  return normalizeIP(address)
}
