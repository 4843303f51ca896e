import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes; given to Evolution and forgotten here. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What we keep of a webhook secret. A plain hash suffices: the secret has 256 bits of its own. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
