import type { FieldFault } from '@plantao/shared/fields/fault'

/** A refusal in the reader's language, ready to be shown; `faults` are what is wrong field by field. */
export class Refused extends Error {
  readonly code: string
  readonly faults: FieldFault[]
  constructor(message: string, code = '', faults: FieldFault[] = []) {
    super(message)
    this.code = code
    this.faults = faults
  }
}

type Answered = { error?: { message: string; code: string; details?: { faults?: FieldFault[] } } }

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
  const answer = (await response.json()) as Reply & Answered
  if (!response.ok) {
    const { message = '', code, details } = answer.error ?? {}
    throw new Refused(message, code, details?.faults)
  }
  return answer
}

export const ask = <Reply>(path: string, language: string) => call<Reply>('GET', path, language)
export const post = <Reply>(path: string, body: object, language: string) =>
  call<Reply>('POST', path, language, body)
export const put = <Reply>(path: string, body: object, language: string) =>
  call<Reply>('PUT', path, language, body)
