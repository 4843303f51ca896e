import { z } from 'zod'
import { answer } from './answer.ts'
import { judge, type PlayedJudge } from './judge.ts'

const chunk = z.object({
  id: z.string(),
  heading: z.string().nullish(),
  text: z.string(),
  highlights: z.array(z.object({ text: z.string(), match: z.number() })).default([]),
})
const task = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('answer'),
    question: z.string(),
    chunks: z.array(chunk),
    history: z.array(z.object({ author: z.string(), text: z.string() })).default([]),
  }),
  z.object({ task: z.literal('judge'), question: z.string(), chunks: z.array(chunk) }),
])

export interface Written {
  /** The plain text of the completion. */
  text: string
  /** The same as a value, for structured outputs. */
  value: unknown
  /** A judge with known error rates spoke, not the sandbox's own. */
  played?: boolean
}

/** What the model writes for the last user message: a task it knows, or a sentence that commits to nothing. */
export function write(message: string, playedJudge: PlayedJudge | null): Written {
  const known = task.safeParse(parse(message))
  if (!known.success) {
    const text = 'Certo. Como posso ajudar?'
    return { text, value: { text, reply: text, message: text } }
  }
  if (known.data.task === 'judge') {
    const { played, ...value } = judge(known.data.question, known.data.chunks, playedJudge)
    return { text: JSON.stringify(value), value, played }
  }
  const value = answer(known.data)
  return { text: value.reply, value }
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
