import { createHmac } from 'node:crypto'

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** The token of the `jwt_key` header: HS256 over {iat, exp (10 min), app, action}; it does not bind the body. */
function token(secret: string): string {
  const iat = Math.floor(Date.now() / 1000)
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iat, exp: iat + 600, app: 'evolution', action: 'webhook' })}`
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
}

/** Headers of a webhook POST: axios' own, those configured, and `jwt_key` turned into a bearer. */
export function webhookHeaders(configured: Record<string, string> | null): Record<string, string> {
  const { jwt_key: secret, ...headers } = configured ?? {}
  return {
    accept: 'application/json, text/plain, */*',
    'content-type': 'application/json',
    'user-agent': 'axios/1.12.2',
    ...headers,
    ...(secret ? { Authorization: `Bearer ${token(secret)}` } : {}),
  }
}
