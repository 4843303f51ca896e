/** A refusal in the reader's language, ready to be shown. */
export class Refused extends Error {}

/**
 * Calls our API. Throws `Refused` with the server's sentence, or any other error when no answer came.
 * Smaller than the typed caller, whose schemas would be most of this page's script.
 */
async function call<Reply>(method: string, path: string, language: string, body?: object): Promise<Reply> {
  const response = await fetch(path, {
    method,
    headers: {
      'accept-language': language,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(20_000),
  })
  const answer = (await response.json()) as Reply & { error?: { message: string } }
  if (!response.ok) throw new Refused(answer.error?.message ?? '')
  return answer
}

export const ask = <Reply>(path: string, language: string) => call<Reply>('GET', path, language)
export const post = <Reply>(path: string, body: object, language: string) =>
  call<Reply>('POST', path, language, body)
export const put = <Reply>(path: string, body: object, language: string) =>
  call<Reply>('PUT', path, language, body)
