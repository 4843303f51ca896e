import { Role } from '@plantao/shared/accounts'
import { Id } from '@plantao/shared/ids'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

/** Seconds an access token is good for. */
export const ACCESS_SECONDS = 15 * 60

const Claims = z.object({ sub: Id, tenant: Id, family: Id, role: Role })
/** Whom a token speaks of. The role is what it was when signed; permission is asked of the database. */
export type Claims = z.infer<typeof Claims>

const ISSUER = 'plantao'

export function signAccess(key: Uint8Array, claims: Claims, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000)
  return new SignJWT({ tenant: claims.tenant, family: claims.family, role: claims.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(claims.sub)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_SECONDS)
    .sign(key)
}

/** The claims of a well-signed token that has not expired, else null. Asks nobody. */
export async function readAccess(key: Uint8Array, token: string, now: Date): Promise<Claims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      currentDate: now,
      requiredClaims: ['exp'],
    })
    return Claims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}
