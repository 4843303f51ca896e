/** A refusal in the reader's language, ready to be shown. */
export class Refused extends Error {}

/**
 * Posts JSON to our API. Throws `Refused` with the server's sentence, or any other error when no answer came.
 * Smaller than the typed caller, whose schemas would be most of this page's script.
 */
export async function post<Reply>(path: string, body: object, language: string): Promise<Reply> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  const answer = (await response.json()) as Reply & { error?: { message: string } }
  if (!response.ok) throw new Refused(answer.error?.message ?? '')
  return answer
}
