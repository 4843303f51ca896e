/** A signed-in person of the demo company, over HTTP. */
export type MemberClient = {
  token: string
  call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>
}

const PASSWORD = 'padaria-demo'

/** Signs in as the demo's owner or attendant. */
export async function signIn(cloudUrl: string, who: 'owner' | 'attendant' = 'owner'): Promise<MemberClient> {
  const email = who === 'owner' ? 'dona@padaria.example' : 'atendente@padaria.example'
  const answer = await fetch(`${cloudUrl}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD, client: 'desktop' }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`)
  const { accessToken: token } = (await answer.json()) as { accessToken: string }
  return {
    token,
    async call<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${cloudUrl}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: (await response.json().catch(() => null)) as T }
    },
  }
}
