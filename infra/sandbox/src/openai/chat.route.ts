import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import { invalid, tokensOf } from './api.ts'
import { speechIn } from './speech.ts'
import { type Completion, streamOf } from './stream.ts'
import { demandStrict, fit } from './structured.ts'
import { write } from './tasks.ts'

const part = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  image_url: z.looseObject({ url: z.string() }).optional(),
})
const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(part)]).nullish(),
})
const bodySchema = z.object({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ])
    .nullish(),
})

/** A played judge is another model than the sandbox's own, and says so: what its word is worth differs. */
const PLAYED_JUDGE = 'sandbox-judge-1'

export type ChatBody = z.infer<typeof bodySchema>

/** `POST /chat/completions`, plain or streamed, with `json_schema` answers that always fit their schema. */
export function registerChat(
  scope: FastifyInstance,
  { faults, model }: { faults: Faults; model: string },
): void {
  scope.post('/chat/completions', { bodyLimit: 16 * 1024 * 1024 }, async (request, reply) => {
    const body = bodySchema.parse(request.body)
    const completion = complete(body, faults, model)
    if (body.stream) {
      const withUsage = body.stream_options?.include_usage === true
      return reply.type('text/event-stream; charset=utf-8').send(streamOf(completion, withUsage))
    }
    const { id, created, content, finish, usage, model: answered } = completion
    return {
      id,
      object: 'chat.completion',
      created,
      model: answered,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, refusal: null },
          logprobs: null,
          finish_reason: finish,
        },
      ],
      usage,
      system_fingerprint: 'fp_sandbox',
    }
  })
}

function complete(body: ChatBody, faults: Faults, model: string): Completion {
  const last = body.messages.findLast(({ role }) => role === 'user')
  if (!last) throw invalid("Invalid 'messages': a message with role 'user' is expected.", 'messages')
  const picture = pictureIn(last)
  const written = picture ? seen(picture) : write(textOf(last), faults.openai.judge)
  const answered = written.played ? PLAYED_JUDGE : model
  const whole = contentFor(written, body.response_format)
  const limit = (body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY) * 4
  const content = whole.slice(0, limit)
  const input = body.messages.reduce((sum, each) => sum + tokensOf(textOf(each)), 0)
  const output = tokensOf(content)
  return {
    id: `chatcmpl-${randomBytes(14).toString('base64url')}`,
    created: Math.floor(Date.now() / 1000),
    model: answered,
    content,
    finish: content.length < whole.length ? 'length' : 'stop',
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  }
}

/** The image a message carries as a data URL. */
function pictureIn({ content }: ChatBody['messages'][number]): Buffer | null {
  if (typeof content === 'string') return null
  const url = content?.find(({ type }) => type === 'image_url')?.image_url?.url
  const base64 = /^data:image\/[\w.+-]+;base64,(.*)$/s.exec(url ?? '')?.[1]
  if (url && !base64) throw invalid('Invalid image data.', 'image_url')
  return base64 ? Buffer.from(base64, 'base64') : null
}

/** Nothing here understands images: one says what it shows, as a recording says its words, or shows nothing. */
function seen(picture: Buffer): ReturnType<typeof write> {
  const text = speechIn(picture) || 'NADA'
  return { text, value: { text, reply: text, message: text } }
}

function contentFor(written: ReturnType<typeof write>, format: ChatBody['response_format']): string {
  if (format?.type === 'json_object') return JSON.stringify(written.value)
  if (format?.type !== 'json_schema') return written.text
  const { schema, strict, name } = format.json_schema
  if (strict) demandStrict(schema, name)
  return JSON.stringify(fit(written.value, schema))
}

function textOf({ content }: ChatBody['messages'][number]): string {
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => text ?? '').join('\n')
}
