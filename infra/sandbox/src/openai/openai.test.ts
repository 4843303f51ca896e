import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Faults } from '../faults.ts'
import { markSpeech, registerOpenAi } from './index.ts'

let app: FastifyInstance
let faults: Faults

beforeEach(() => {
  faults = new Faults()
  app = Fastify()
  registerOpenAi(app, { faults })
})
afterEach(() => app.close())

const headers = { authorization: 'Bearer sk-anything' }
const post = (path: string, payload: object) =>
  app.inject({ method: 'POST', url: `/openai/v1${path}`, headers, payload })

const strict = (properties: object) => ({
  type: 'json_schema',
  json_schema: {
    name: 'it',
    strict: true,
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  },
})
const judgement = strict({ answers: { type: 'boolean' }, probability: { type: 'number' } })
const chunks = [{ id: 'k1', text: 'Domingo: 6h30 às 13h' }]

function chat(message: unknown, extra: object = {}) {
  const content = typeof message === 'string' ? message : JSON.stringify(message)
  return post('/chat/completions', { model: 'gpt-4.1-mini', messages: [{ role: 'user', content }], ...extra })
}

describe('the door', () => {
  it('asks for a key, any key', async () => {
    const shut = await app.inject('/openai/v1/models')
    expect(shut.statusCode).toBe(401)
    expect(shut.json().error).toMatchObject({
      type: 'invalid_request_error',
      code: 'invalid_api_key',
      param: null,
    })
    const open = await app.inject({ url: '/openai/v1/models', headers })
    expect(open.json().data.map(({ id }: { id: string }) => id)).toContain('sandbox-embedding-1')
  })

  it.each([
    ['/embeddings', { input: 'a' }],
    ['/embeddings', { model: 'm', input: '' }],
    ['/embeddings', { model: 'm', input: ['a'], dimensions: 0 }],
    ['/chat/completions', { model: 'm', messages: [] }],
    ['/chat/completions', { model: 'm', messages: [{ role: 'system', content: 'x' }] }],
    ['/audio/transcriptions', { model: 'm' }],
  ])('refuses a wrong body at %s in its envelope', async (path, body) => {
    const { statusCode, json } = await post(path, body)
    expect(statusCode).toBe(400)
    expect(json().error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) })
  })

  it('fails as often as it is told to, the same way for one seed', async () => {
    const run = async () => {
      faults.set({ openai: { failRate: 0.5 }, seed: 7 })
      const codes: number[] = []
      for (let turn = 0; turn < 40; turn++)
        codes.push((await post('/embeddings', { model: 'm', input: 'a' })).statusCode)
      return codes
    }
    const first = await run()
    expect(new Set(first)).toEqual(new Set([200, 429, 500]))
    expect(await run()).toEqual(first)
  })
})

describe('embeddings', () => {
  const vectorsOf = async (input: string | string[], extra: object = {}) => {
    const { data } = (await post('/embeddings', { model: 'm', input, ...extra })).json()
    return data.map(({ embedding }: { embedding: number[] }) => embedding) as number[][]
  }
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, place) => sum + value * b[place]!, 0)

  it('are unit vectors that depend on the text alone', async () => {
    const [one, two] = await vectorsOf(['Pão de queijo quentinho', 'Pão de queijo quentinho'])
    expect(one).toHaveLength(384)
    expect(one).toEqual(two)
    expect(Math.hypot(...one!)).toBeCloseTo(1, 6)
    expect((await vectorsOf('a', { dimensions: 64 }))[0]).toHaveLength(64)
  })

  it('see through accents, case, plurals and typing errors', async () => {
    const [asked, plain, plural, typo, other] = await vectorsOf([
      'Reservação de pão',
      'reservacao de pao',
      'reservações de pães',
      'resevacao de pao',
      'consulta com o veterinário',
    ])
    expect(dot(asked!, plain!)).toBeCloseTo(1, 6)
    expect(dot(asked!, plural!)).toBeGreaterThan(0.7)
    expect(dot(asked!, typo!)).toBeGreaterThan(dot(asked!, other!) + 0.3)
  })

  it('come as base64 floats when asked', async () => {
    const [plain] = await vectorsOf('bolo')
    const { data, usage, model } = (
      await post('/embeddings', { model: 'm', input: 'bolo', encoding_format: 'base64' })
    ).json()
    const bytes = Buffer.from(data[0].embedding, 'base64')
    const decoded = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    expect(decoded).toEqual(Float32Array.from(plain!))
    expect(usage).toEqual({ prompt_tokens: 1, total_tokens: 1 })
    expect(model).toBe('sandbox-embedding-1')
  })
})

describe('chat', () => {
  it('answers an unknown prompt with a sentence, fitted to any strict schema', async () => {
    const plain = (await chat('oi')).json()
    expect(plain).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', refusal: null }, finish_reason: 'stop' }],
    })
    expect(plain.choices[0].message.content).not.toBe('')
    const format = strict({
      reply: { type: 'string' },
      kind: { type: 'string', enum: ['a', 'b'] },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      list: { type: 'array', items: { type: 'number' } },
    })
    const fitted = (await chat('oi', { response_format: format })).json()
    expect(JSON.parse(fitted.choices[0].message.content)).toEqual({
      reply: expect.any(String),
      kind: 'a',
      note: null,
      list: [],
    })
  })

  it('refuses a schema that strict mode would refuse', async () => {
    const loose = strict({ reply: { type: 'string' } })
    const open = {
      ...loose,
      json_schema: { ...loose.json_schema, schema: { type: 'object', properties: {} } },
    }
    const { statusCode, json } = await chat('oi', { response_format: open })
    expect(statusCode).toBe(400)
    expect(json().error.message).toContain('additionalProperties')
  })

  it('stops at the token limit and says so', async () => {
    const { choices, usage } = (await chat('oi', { max_completion_tokens: 2 })).json()
    expect(choices[0].finish_reason).toBe('length')
    expect(usage.completion_tokens).toBe(2)
  })

  it('streams the same text', async () => {
    const whole = (await chat('oi')).json().choices[0].message.content
    const { body, headers: got } = await chat('oi', { stream: true, stream_options: { include_usage: true } })
    expect(got['content-type']).toContain('text/event-stream')
    const events = body
      .trim()
      .split('\n\n')
      .map((event) => event.replace('data: ', ''))
    expect(events.at(-1)).toBe('[DONE]')
    const parts = events.slice(0, -1).map((event) => JSON.parse(event))
    expect(parts.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(whole)
    expect(parts.at(-1).usage.total_tokens).toBeGreaterThan(0)
  })

  it('plays a judge who errs at the rate given, and judges one question always alike', async () => {
    const questions = Array.from({ length: 400 }, (_, index) => `pergunta ${index}`)
    const truth = Object.fromEntries(questions.map((question, index) => [question, index % 2 === 0]))
    faults.set({ openai: { judge: { truth, errorRate: 0.2, seed: 3 } } })
    const ask = async (question: string) => {
      const { choices } = (
        await chat({ task: 'judge', question, chunks }, { response_format: judgement })
      ).json()
      return JSON.parse(choices[0].message.content) as { answers: boolean; probability: number }
    }
    let wrong = 0
    for (const question of questions) {
      const { answers, probability } = await ask(question)
      if (answers !== truth[question]) wrong += 1
      expect(probability >= 0.5).toBe(answers)
    }
    // 400 throws at 0.2: a standard deviation is 8.
    expect(Math.abs(wrong - 80)).toBeLessThan(32)
    expect(await ask(questions[5]!)).toEqual(await ask(questions[5]!))
  })

  it('judges an unlabelled question by its words', async () => {
    const ask = async (question: string) => {
      const { choices } = (
        await chat({ task: 'judge', question, chunks }, { response_format: judgement })
      ).json()
      return JSON.parse(choices[0].message.content).probability as number
    }
    expect(await ask('abre domingo?')).toBeGreaterThan(await ask('qual time ganhou o campeonato?'))
  })
})

describe('transcriptions', () => {
  const upload = async (audio: Buffer, name: string) => {
    const form = new FormData()
    form.append('model', 'm')
    form.append('file', new File([new Uint8Array(audio)], name, { type: 'audio/ogg' }))
    const packed = new Response(form)
    return app.inject({
      method: 'POST',
      url: '/openai/v1/audio/transcriptions',
      headers: { ...headers, 'content-type': packed.headers.get('content-type')! },
      payload: Buffer.from(await packed.arrayBuffer()),
    })
  }

  it('hears only what was written into the recording', async () => {
    expect(
      (await upload(markSpeech(Buffer.from('OggS\0'), 'vocês entregam? ção'), 'a.ogg')).json().text,
    ).toBe('vocês entregam? ção')
    expect((await upload(Buffer.from('OggS\0 ruído'), 'a.ogg')).json().text).toBe('')
  })

  it('refuses .oga, as OpenAI does', async () => {
    const { statusCode, json } = await upload(Buffer.from('OggS'), 'voz.oga')
    expect(statusCode).toBe(400)
    expect(json().error.message).toContain('Invalid file format')
  })
})
