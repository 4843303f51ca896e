import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'plantao_checkout'
/** A boleto takes three working days, and a mail is tried for four. Seconds. */
const MAX_AGE = 14 * 24 * 3_600
/** Payments begun in one browser that it is still asked about; the newest first. */
const MOST = 3
const SEAL = 16
const ID = 16

/**
 * By what a browser is known that began to pay: the ids of the companies the payments would found, sealed. It opens no
 * company. It only lets this browser, and none that saw an address or a link, see where the first mail went.
 */
export function buyerCookie(key: Uint8Array, publicUrl: string) {
  const options = {
    httpOnly: true,
    sameSite: 'strict' as const,
    path: '/api/v1/billing/checkout',
    secure: publicUrl.startsWith('https:'),
    maxAge: MAX_AGE,
  }
  const seal = (ids: Buffer) => createHmac('sha256', key).update(ids).digest().subarray(0, SEAL)

  /** The companies of this browser's payments, the newest first; none for anything we did not seal. */
  function begun(request: FastifyRequest): string[] {
    const bytes = Buffer.from(request.cookies[NAME] ?? '', 'base64url')
    const ids = bytes.subarray(0, -SEAL)
    if (bytes.length <= SEAL || ids.length % ID !== 0) return []
    if (!timingSafeEqual(seal(ids), bytes.subarray(-SEAL))) return []
    return Array.from({ length: ids.length / ID }, (_, i) => uuidOf(ids.subarray(i * ID, (i + 1) * ID)))
  }

  return {
    begun,
    /** This browser begins to pay for the company that will have this id. */
    remember(request: FastifyRequest, reply: FastifyReply, tenantId: string): void {
      const all = [tenantId, ...begun(request)].slice(0, MOST)
      const ids = Buffer.concat(all.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')))
      reply.setCookie(NAME, Buffer.concat([ids, seal(ids)]).toString('base64url'), options)
    },
  }
}

export type BuyerCookie = ReturnType<typeof buyerCookie>

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
