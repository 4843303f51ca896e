import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { invalid, tokensOf } from './api.ts'
import { DIMENSIONS, embed } from './embed.ts'

const bodySchema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
  dimensions: z.int().min(8).max(3072).optional(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
})

/** `POST /embeddings`: `dimensions` and base64 (which OpenAI's SDK asks for unasked) are honoured. */
export function registerEmbeddings(scope: FastifyInstance, { model }: { model: string }): void {
  scope.post('/embeddings', { bodyLimit: 8 * 1024 * 1024 }, async (request) => {
    const body = bodySchema.parse(request.body)
    const texts = typeof body.input === 'string' ? [body.input] : body.input
    if (texts.some((text) => text === '')) throw invalid("'$.input' is invalid.", 'input')
    const vectors = embed(texts, body.dimensions ?? DIMENSIONS)
    const tokens = texts.reduce((sum, text) => sum + tokensOf(text), 0)
    return {
      object: 'list',
      data: vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? base64(vector) : vector,
      })),
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }
  })
}

function base64(vector: number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
