import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * A refresh token is 80 bytes in base64url: 32 of secret, the tenant's id, the family's id, and a 16 byte seal.
 *
 * The first secret of a family is random. Each next one is a keyed digest of the one before: whoever repeats the
 * previous token at once (a second tab, a lost reply) is handed the very same successor, so both go on with one token and
 * neither breaks the other. Who repeats it later, the successor still unused, is handed another one and the unused one is
 * void: had somebody got that, they are found out when they use it. Without the key no successor can be guessed. The seal proves a token that the database
 * no longer knows to be one of ours that is old, and thus reused; a made-up one ends nobody's session.
 */
const SECRET = 32
const UUID = 16
const SEAL = 16
const WHOLE = SECRET + UUID + UUID + SEAL

export type ReadToken = { tenantId: string; familyId: string; sealed: boolean; hash: Buffer }

/** A new family's first token. */
export function firstRefresh(key: Uint8Array, tenantId: string, familyId: string): string {
  return assemble(key, randomBytes(SECRET), Buffer.concat([bytesOf(tenantId), bytesOf(familyId)]))
}

/** The token after this one, always the same: `reissue` 0 the first that was given for it, 1 the one in its place. */
export function nextRefresh(key: Uint8Array, token: string, reissue = 0): string {
  const bytes = Buffer.from(token, 'base64url')
  const digest = createHmac('sha256', key).update('next').update(bytes)
  if (reissue > 0) digest.update(String(reissue))
  const secret = digest.digest()
  return assemble(key, secret, bytes.subarray(SECRET, SECRET + UUID + UUID))
}

/** What a token says of itself, or null when it is no token. Only `hash`, found in the database, opens a session. */
export function readRefresh(key: Uint8Array, token: string): ReadToken | null {
  const bytes = Buffer.from(token, 'base64url')
  // A second spelling of the same bytes would have a second hash.
  if (bytes.length !== WHOLE || bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(0, WHOLE - SEAL)
  return {
    tenantId: uuidOf(bytes.subarray(SECRET, SECRET + UUID)),
    familyId: uuidOf(bytes.subarray(SECRET + UUID, SECRET + UUID + UUID)),
    sealed: timingSafeEqual(sealOf(key, body), bytes.subarray(WHOLE - SEAL)),
    hash: refreshHash(token),
  }
}

/** What is stored of a token. */
export function refreshHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function assemble(key: Uint8Array, secret: Buffer, ids: Buffer): string {
  const body = Buffer.concat([secret, ids])
  return Buffer.concat([body, sealOf(key, body)]).toString('base64url')
}

function sealOf(key: Uint8Array, body: Buffer): Buffer {
  return createHmac('sha256', key).update('seal').update(body).digest().subarray(0, SEAL)
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
