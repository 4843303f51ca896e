import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A token for a link in a mail: 32 random bytes. Only its hash is stored. */
export function newLinkToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: linkHash(token) }
}

export function linkHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Letters and digits that nobody takes for another: no 0, O, 1, l, I. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP = 4

/** A password to be typed once from a mail: four groups of four, 92 bits. */
export function randomPassword(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)]
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join('')).join('-')
}
