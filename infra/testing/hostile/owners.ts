import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'

type Query = (sql: string, values: unknown[]) => Promise<unknown>
type Like = { email: string; password: string; count: number }

/**
 * Makes so many owners of a company, as one there is, and signs them in over HTTP. Answers their tokens.
 * @param query may write into the company's tables
 */
export async function manyOwners(
  cloudUrl: string,
  query: Query,
  { email: like, password, count }: Like,
): Promise<string[]> {
  const tokens: string[] = []
  for (let at = 0; at < count; at += 1) {
    const email = `dona-${at}@muitas.example`
    await query(
      `insert into member select (jsonb_populate_record(m, jsonb_build_object('id', $1::uuid, 'email', $2::text))).*
       from member m where m.email = $3`,
      [uuidv7(), email, like],
    )
    const answer = await fetch(`${cloudUrl}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.19.0.${at + 1}` },
      body: JSON.stringify({ email, password, client: 'desktop' }),
    })
    const { accessToken } = (await answer.json()) as { accessToken?: string }
    if (!accessToken) throw new Error(`${email} could not sign in: ${answer.status}`)
    tokens.push(accessToken)
  }
  return tokens
}
