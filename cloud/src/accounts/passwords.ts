import { hash, type Options, verify } from '@node-rs/argon2'

/**
 * OWASP Password Storage Cheat Sheet, argon2id, first recommended setting: 19 MiB, two passes, one lane.
 * Written out, so that a library's new default never changes them behind our back.
 */
const COST: Options = {
  // Argon2id; the library's const enum cannot be read where types are only stripped.
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
}

/** The shortest password a person may choose; the sentence of `account.password_too_weak` says the same. */
export const SHORTEST_PASSWORD = 10

/** The PHC string to store. About 20 ms of work. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

/** Stored where nobody has a password yet; no password matches it. */
export const NO_PASSWORD = '!'

let nobody: Promise<string> | null = null

/**
 * Is this the password? Without a stored hash it does the same work and answers false, so that the time of an answer
 * never tells whether an e-mail is known.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('a password that nobody has')
  // A member without a password takes as long as one with another.
  const known = stored !== null && stored !== NO_PASSWORD
  const matches = await verify(known ? stored : await nobody, password).catch(() => false)
  return matches && known
}
