import { Readable } from 'node:stream'

export interface Completion {
  id: string
  created: number
  model: string
  content: string
  finish: 'stop' | 'length'
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
}

/** A completion as server-sent events: role, words, finish, usage when asked for, `[DONE]`. */
export function streamOf(completion: Completion, withUsage: boolean): Readable {
  const { id, created, model, content, finish, usage } = completion
  const event = (choices: unknown[], counted: unknown = null) => {
    const chunk = {
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      choices,
      ...(withUsage ? { usage: counted } : {}),
    }
    return `data: ${JSON.stringify(chunk)}\n\n`
  }
  const choice = (delta: object, finish_reason: string | null = null) => [
    { index: 0, delta, logprobs: null, finish_reason },
  ]
  const pieces = content.match(/\S+\s*|\s+/g) ?? []
  return Readable.from([
    event(choice({ role: 'assistant', content: '', refusal: null })),
    ...pieces.map((piece) => event(choice({ content: piece }))),
    event(choice({}, finish)),
    ...(withUsage ? [event([], usage)] : []),
    'data: [DONE]\n\n',
  ])
}
