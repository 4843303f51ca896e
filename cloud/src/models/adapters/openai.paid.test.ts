import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Models, ModelUnavailable } from '../models.port.ts'
import { CEILING, createPrices } from '../prices.ts'
import { openAiModels } from './openai.models.ts'

const servers: FastifyInstance[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

type Answer = { status?: number; body?: unknown; hang?: boolean }
type Options = Partial<Parameters<typeof openAiModels>[0]>
/** Models behind a server that gives one answer to everything. */
async function modelsBehind(
  { status = 200, body = {}, hang = false }: Answer,
  options: Options = {},
): Promise<Models> {
  const server = Fastify()
  servers.push(server)
  server.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
    payload.resume().on('end', () => done(null))
  })
  server.post('/*', (_request, reply) => (hang ? undefined : reply.code(status).send(body)))
  const baseUrl = await server.listen({ host: '127.0.0.1', port: 0 })
  return openAiModels({ apiKey: 'k', baseUrl, ...options })
}

/** What a call told that it cost, and how it failed if it did. */
async function costs(call: (onCost: (usdMicro: number) => void) => Promise<unknown>) {
  const told: number[] = []
  const failure = await call((usdMicro) => told.push(usdMicro)).then(
    () => null,
    (error: unknown) => (error instanceof ModelUnavailable ? error.kind : String(error)),
  )
  return { told, failure }
}
const SYSTEM = 's'.repeat(3_000)
const MAX_TOKENS = 100
const ask = (models: Models, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  costs((onCost) =>
    models.complete({
      system: SYSTEM,
      user: 'u',
      schema: z.object({ a: z.string() }),
      schemaName: 'x',
      budget: { timeoutMs: 10_000, maxTokens: MAX_TOKENS, onCost, ...more },
    }),
  )
const answered = (content: string | null, more: object = {}) => ({
  model: 'gpt-4.1-mini',
  choices: [{ index: 0, message: { content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1000, completion_tokens: 100 },
  ...more,
})
// A thousand tokens are guessed of the system's text, and a few of the rest; the model that is asked reads at 0.40 and writes at 1.60.
const READ = 400
const WHOLE = READ + 160

describe('a call that is answered', () => {
  it('costs what the answer says, readable or not', async () => {
    expect(await ask(await modelsBehind({ body: answered('{"a":"b"}') }))).toEqual({
      told: [560],
      failure: null,
    })
    expect(await ask(await modelsBehind({ body: answered('claro! {') }))).toEqual({
      told: [560],
      failure: 'bad_output',
    })
  })

  it('costs what was asked and allowed when the answer says nothing of it', async () => {
    const { told } = await ask(await modelsBehind({ body: answered('{"a":"b"}', { usage: undefined }) }))
    expect(told[0]).toBeGreaterThanOrEqual(WHOLE)
    expect(told[0]).toBeLessThan(WHOLE * 1.2)
  })

  it('costs the ceiling when neither the model that was asked nor the one that answered has a price', async () => {
    const unknown: string[] = []
    const prices = createPrices({}, (name) => void unknown.push(name))
    const models = await modelsBehind(
      { body: answered('{"a":"b"}', { model: 'house-model' }) },
      { chatModel: 'house-model', prices },
    )
    expect(await ask(models)).toEqual({
      told: [1000 * CEILING.writing.input + 100 * CEILING.writing.output],
      failure: null,
    })
    expect(unknown).toEqual(['house-model'])
    const given = createPrices({ 'house-model': { input: 0, output: 0 } })
    const free = await modelsBehind(
      { body: answered('{"a":"b"}', { model: 'house-model' }) },
      { chatModel: 'house-model', prices: given },
    )
    expect(await ask(free)).toEqual({ told: [0], failure: null })
  })
})

describe('a call that fails', () => {
  it('costs all it might have, when it was waited for in vain or given up', async () => {
    const models = await modelsBehind({ hang: true })
    const late = await ask(models, { timeoutMs: 50 })
    const givenUp = await ask(models, { signal: AbortSignal.timeout(50) })
    for (const { told } of [late, givenUp]) {
      expect(told).toHaveLength(1)
      expect(told[0]).toBeGreaterThanOrEqual(WHOLE)
      expect(told[0]).toBeLessThan(WHOLE * 1.2)
    }
    expect(late.failure).toBe('timeout')
  })

  it('costs what was read, when the server or the connection failed', async () => {
    const { told, failure } = await ask(await modelsBehind({ status: 503 }))
    expect(failure).toBe('down')
    expect(told[0]).toBeGreaterThanOrEqual(READ)
    expect(told[0]).toBeLessThan(READ * 1.2)
    const gone = openAiModels({ apiKey: 'k', baseUrl: 'http://127.0.0.1:1' })
    expect((await ask(gone)).told[0]).toBeGreaterThanOrEqual(READ)
  })

  it('costs what was read when the vendor says that it was late', async () => {
    const { told, failure } = await ask(await modelsBehind({ status: 408 }))
    expect(failure).toBe('timeout')
    expect(told[0]).toBeGreaterThanOrEqual(READ)
  })

  it.each([400, 401, 429])('costs nothing when it was turned away with %i', async (status) => {
    expect((await ask(await modelsBehind({ status, body: { error: { message: 'x' } } }))).told).toEqual([0])
  })

  it('was never made when the caller had given up before', async () => {
    const models = await modelsBehind({ hang: true })
    expect((await ask(models, { signal: AbortSignal.abort('over') })).told).toEqual([])
  })
})

describe('the other calls', () => {
  const budget = (onCost: (usdMicro: number) => void, timeoutMs = 10_000) => ({
    timeoutMs,
    maxTokens: 10,
    onCost,
  })
  it('cost too when nobody answers: vectors, voice notes, images', async () => {
    const models = await modelsBehind({ hang: true })
    const embedded = await costs((onCost) => models.embed(['x'.repeat(3_000)], budget(onCost, 50)))
    expect(embedded).toEqual({ told: [20], failure: 'timeout' })
    const audio = Buffer.alloc(20_000)
    const heard = await costs((onCost) =>
      models.transcribe({ audio, mime: 'audio/ogg', fileName: 'a.ogg', budget: budget(onCost, 50) }),
    )
    // Ten seconds: a hundred tokens of sound at 1.25, forty of words at 5.
    expect(heard).toEqual({ told: [325], failure: 'timeout' })
    const seen = await costs((onCost) =>
      models.look({ image: Buffer.from('x'), mime: 'image/png', question: '', budget: budget(onCost, 50) }),
    )
    expect(seen.told[0]).toBeGreaterThan(1_000)
  })

  it('cost by the second where the vendor bills so', async () => {
    const models = await modelsBehind(
      { body: { text: 'oi', usage: { type: 'duration', seconds: 60 } } },
      { transcriptionModel: 'whisper-1' },
    )
    const heard = await costs((onCost) =>
      models.transcribe({
        audio: Buffer.from('OggS'),
        mime: 'audio/ogg',
        fileName: 'a.ogg',
        budget: budget(onCost),
      }),
    )
    expect(heard).toEqual({ told: [6000], failure: null })
  })
})
