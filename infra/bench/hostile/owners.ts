import type { House } from '../../../cloud/src/house.ts'
import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'

/** Makes so many owners of a company, with the password of one there is, and signs them in. Answers their tokens. */
export async function manyOwners(
  house: House,
  tenantId: string,
  { like, password, count }: { like: string; password: string; count: number },
): Promise<string[]> {
  const tokens: string[] = []
  for (let at = 0; at < count; at += 1) {
    const email = `dona-${at}@muitas.example`
    await house.db.tenant(tenantId, (tx) =>
      tx.query(
        `insert into member select (jsonb_populate_record(m, jsonb_build_object('id', $2::uuid, 'email', $3::text))).*
         from member m where m.tenant_id = $1 and m.email = $4`,
        [tenantId, uuidv7(), email, like],
      ),
    )
    const answer = await house.web.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress: `198.19.0.${at + 1}`,
      payload: { email, password, client: 'desktop' },
    })
    const { accessToken } = answer.json() as { accessToken?: string }
    if (!accessToken) throw new Error(`${email} could not sign in: ${answer.body}`)
    tokens.push(accessToken)
  }
  return tokens
}
