import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Faults } from '../../../../infra/sandbox/src/faults.ts'
import { markSpeech, registerOpenAi } from '../../../../infra/sandbox/src/openai/index.ts'
import { type Models, ModelUnavailable, openAiModels } from '../index.ts'

const reply = z.object({
  decision: z.enum(['answer', 'clarify', 'smalltalk', 'handoff']),
  reason: z.string().nullable(),
  reply: z.string(),
  citations: z.array(z.string()),
})
const question = JSON.stringify({
  task: 'answer',
  company: 'Padaria',
  tone: 'casual',
  history: [],
  question: 'que horas abre domingo?',
  chunks: [{ id: 'k1', text: 'HORÁRIOS\nMatriz\nSegunda a sexta: 6h às 20h30\nDomingo: 6h30 às 13h' }],
})
const time = { timeoutMs: 5000 }
const writing = { ...time, maxTokens: 300 }

let server: FastifyInstance
let faults: Faults
let models: Models
let baseUrl: string
let bodies: Record<string, unknown>[]

beforeEach(async () => {
  faults = new Faults()
  bodies = []
  server = Fastify()
  server.addHook('preHandler', async ({ body }) => {
    if (body && !Buffer.isBuffer(body)) bodies.push(body as Record<string, unknown>)
  })
  registerOpenAi(server, { faults })
  baseUrl = `${await server.listen({ host: '127.0.0.1', port: 0 })}/openai/v1`
  models = openAiModels({ apiKey: 'sk-secret', baseUrl })
})

afterEach(() => server.close())

function ask(system = 'Responda só com os trechos.') {
  return models.complete({ system, user: question, schema: reply, schemaName: 'reply', budget: writing })
}

async function failureOf(promise: Promise<unknown>): Promise<ModelUnavailable> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ModelUnavailable)) throw error ?? new Error('it should have failed')
  return error
}

describe('openAiModels', () => {
  it('writes an answer of the shape asked for, with model, tokens and time', async () => {
    const { value, model, tokens, ms } = await ask()
    expect(value).toMatchObject({ decision: 'answer', reason: null, citations: ['k1'] })
    expect(value.reply).toContain('Domingo: 6h30 às 13h')
    expect(model).toBe('sandbox-chat-1')
    expect(tokens.input).toBeGreaterThan(50)
    expect(tokens.output).toBeGreaterThan(5)
    expect(ms).toBeGreaterThan(0)
    expect(bodies[0]).toMatchObject({ model: 'gpt-4.1-mini', temperature: 0, max_completion_tokens: 300 })
  })

  it('embeds in order, in batches of 96, and names the embedder with its width', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => (index === 7 ? '' : `pergunta número ${index}`))
    const { vectors, embedder, tokens } = await models.embed(texts, time)
    expect(vectors).toHaveLength(200)
    expect(bodies.map(({ input }) => (input as string[]).length)).toEqual([96, 96, 8])
    expect(embedder).toBe('sandbox-embedding-1@384')
    expect(tokens).toBeGreaterThan(200)
    const [single] = (await models.embed(['pergunta número 150'], time)).vectors
    expect(vectors[150]).toEqual(single)
  })

  it('transcribes a voice note, whatever WhatsApp calls it', async () => {
    const audio = markSpeech(Buffer.from('OggS'), 'vocês abrem domingo?')
    const note = { audio, mime: 'audio/ogg; codecs=opus', fileName: '3EB0.oga', budget: time }
    expect((await models.transcribe(note)).text).toBe('vocês abrem domingo?')
    expect((await models.transcribe({ ...note, audio: Buffer.from('OggS') })).text).toBe('')
  })
})

describe('failures have names', () => {
  it('timeout, measured over the retries too', async () => {
    faults.set({ openai: { delayMs: 60_000 } })
    const failure = await failureOf(models.embed(['a'], { timeoutMs: 30 }))
    expect(failure.kind).toBe('timeout')
  })

  it('down: no connection, or its own trouble', async () => {
    faults.set({ openai: { failRate: 1 }, seed: 1 })
    expect((await failureOf(ask())).kind).toBe('down')
    faults.set({ openai: { down: true } })
    expect((await failureOf(ask())).kind).toBe('down')
  })

  it('one retry outlives one failure', async () => {
    let calls = 0
    server.server.on('request', (_request, response) => {
      calls += 1
      response.on('finish', () => faults.reset())
    })
    faults.set({ openai: { failRate: 1 } })
    await ask()
    expect(calls).toBe(2)
  })

  it('bad output: cut off, and not of the shape', async () => {
    const cut = models.complete({
      system: '',
      user: question,
      schema: reply,
      schemaName: 'reply',
      budget: { ...time, maxTokens: 3 },
    })
    expect((await failureOf(cut)).kind).toBe('bad_output')
    const never = reply.refine(({ citations }) => citations.length > 9)
    const odd = models.complete({
      system: '',
      user: question,
      schema: never,
      schemaName: 'reply',
      budget: writing,
    })
    expect((await failureOf(odd)).kind).toBe('bad_output')
  })

  it('refused: a schema that strict mode does not take', async () => {
    const open = z.object({ reply: z.string().optional() })
    const failure = await failureOf(
      models.complete({ system: '', user: question, schema: open, schemaName: 'open', budget: writing }),
    )
    expect(failure).toMatchObject({ kind: 'refused', status: 400 })
  })

  it('says nothing of prompt or key', async () => {
    faults.set({ openai: { down: true } })
    const failure = await failureOf(ask('segredo da casa'))
    expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toMatch(
      /segredo|sk-secret|domingo/,
    )
    expect(failure.cause).toBeUndefined()
  })

  it("passes on the caller's own reason for giving up", async () => {
    faults.set({ openai: { delayMs: 60_000 } })
    const giveUp = new AbortController()
    const arrived = new Promise<void>((resolve) => server.server.once('request', () => resolve()))
    const waiting = models.embed(['a'], { ...time, signal: giveUp.signal })
    await arrived
    giveUp.abort(new Error('another bubble came'))
    await expect(waiting).rejects.toThrow('another bubble came')
  })
})

describe('answers that other servers may give', () => {
  /** A server that answers every POST with one body and status. */
  async function answering(status: number, body: unknown): Promise<Models> {
    const odd = Fastify()
    odd.post('/*', async (_request, response) => response.code(status).send(body))
    const address = await odd.listen({ host: '127.0.0.1', port: 0 })
    closeLater.push(odd)
    return openAiModels({ apiKey: 'sk-secret', baseUrl: address })
  }
  const closeLater: FastifyInstance[] = []
  afterEach(() => Promise.all(closeLater.splice(0).map((odd) => odd.close())))

  const request = { system: '', user: 'oi', schema: reply, schemaName: 'reply', budget: writing }
  const choice = (message: object, finish_reason = 'stop') => ({
    choices: [{ index: 0, message, finish_reason }],
  })

  it.each([
    ['rate_limited', 429, { error: { message: 'x', code: 'rate_limit_exceeded' } }],
    ['refused', 429, { error: { message: 'x', code: 'insufficient_quota' } }],
    ['refused', 401, { error: { message: 'Incorrect API key provided: sk-secret' } }],
    ['down', 503, 'upstream'],
    ['refused', 200, choice({ content: null, refusal: 'não posso' })],
    ['refused', 200, choice({ content: '' }, 'content_filter')],
    ['bad_output', 200, choice({ content: 'claro! {' })],
    ['bad_output', 200, { choices: [] }],
    ['bad_output', 200, {}],
  ])('%s for %i', async (kind, status, body) => {
    const odd = await answering(status, body)
    const failure = await failureOf(odd.complete(request))
    expect(failure.kind).toBe(kind)
    expect(failure.message).not.toContain('sk-secret')
  })

  it('bad output for vectors that are missing or of unequal length', async () => {
    const page = (...embeddings: number[][]) => ({
      model: 'm',
      data: embeddings.map((embedding, index) => ({ index, embedding })),
    })
    for (const body of [{ model: 'm', data: [] }, page([1, 2], [1]), page([1])]) {
      const odd = await answering(200, body)
      expect((await failureOf(odd.embed(['a', 'b'], time))).kind).toBe('bad_output')
    }
  })
})
