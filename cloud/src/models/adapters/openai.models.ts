import OpenAI, { toFile } from 'openai'
import { z } from 'zod'
import { storable } from '../../platform/storable.ts'
import type {
  Completion,
  CompletionRequest,
  Embedding,
  MadeOut,
  Models,
  Recording,
  TimeBudget,
} from '../models.port.ts'
import { ModelUnavailable } from '../models.port.ts'
import { createPrices, type Prices } from '../prices.ts'
import { chat } from './openai.chat.ts'
import { named } from './openai.failures.ts'
import { look } from './openai.look.ts'
import { type Asked, guessedTokens, paid } from './openai.paid.ts'
import { plainFetch } from './plain-fetch.ts'

export interface OpenAiOptions {
  apiKey: string
  /** Any server that speaks OpenAI's API, up to and with `/v1`; OpenAI's own when left out. */
  baseUrl?: string | undefined
  chatModel?: string | undefined
  embeddingModel?: string | undefined
  transcriptionModel?: string | undefined
  /** What calls cost; by our list alone when left out. */
  prices?: Prices
}

const DEFAULTS = {
  chatModel: 'gpt-4.1-mini',
  embeddingModel: 'text-embedding-3-small',
  transcriptionModel: 'gpt-4o-mini-transcribe',
}

/** For guesses: a voice note of WhatsApp is some 16 kbit/s. */
const VOICE_BYTES_A_SECOND = 2_000

/** Texts in one embeddings request: small enough that one lost request is cheap to repeat. */
const EMBED_BATCH = 96

/** The models behind OpenAI's API, or any server compatible with it. One retry, inside the caller's budget. */
export function openAiModels(options: OpenAiOptions): Models {
  const chatModel = options.chatModel ?? DEFAULTS.chatModel
  const embeddingModel = options.embeddingModel ?? DEFAULTS.embeddingModel
  const transcriptionModel = options.transcriptionModel ?? DEFAULTS.transcriptionModel
  const client = new OpenAI({
    apiKey: options.apiKey,
    // Without these the SDK reads the process environment, which is the environment file's business alone.
    baseURL: options.baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 1,
    logLevel: 'off',
    fetch: plainFetch,
  })

  const prices = options.prices ?? createPrices()
  const at = (model: string): Asked => ({ client, model, prices })

  return {
    embed: (texts, budget) => embed(at(embeddingModel), texts, budget),
    complete: (request) => complete(at(chatModel), request),
    transcribe: (recording) => transcribe(at(transcriptionModel), recording),
    look: (picture) => look(at(chatModel), picture),
  }
}

async function embed(
  { client, model, prices }: Asked,
  texts: string[],
  budget: TimeBudget,
): Promise<Embedding> {
  return named(budget, async (signal) => {
    const vectors: Float32Array[] = []
    let tokens = 0
    let answered = model
    for (let start = 0; start < texts.length; start += EMBED_BATCH) {
      // OpenAI refuses an empty text; a blank stands for it.
      const input = texts.slice(start, start + EMBED_BATCH).map((text) => text || ' ')
      const guessed = input.reduce((sum, text) => sum + guessedTokens(text), 0)
      const whole = prices.embedding([model], guessed)
      const page = await paid(
        budget,
        signal,
        { read: whole, whole },
        () => client.embeddings.create({ model, input }, { signal, timeout: budget.timeoutMs }),
        ({ model: by, usage }) => prices.embedding([by, model], usage?.total_tokens ?? guessed),
      )
      if (page.data.length !== input.length) throw new ModelUnavailable('bad_output', 'a vector is missing')
      const ordered = [...page.data].sort((a, b) => a.index - b.index)
      vectors.push(...ordered.map(({ embedding }) => Float32Array.from(embedding)))
      tokens += page.usage?.total_tokens ?? 0
      answered = page.model
    }
    const dimensions = vectors[0]?.length ?? 0
    if (vectors.some(({ length }) => length === 0 || length !== dimensions)) {
      throw new ModelUnavailable('bad_output', 'vectors of unequal length')
    }
    return { vectors, embedder: `${answered}@${dimensions}`, tokens }
  })
}

async function complete<T>(at: Asked, request: CompletionRequest<T>): Promise<Completion<T>> {
  const { system, user, schema, schemaName, budget } = request
  const json_schema = { name: schemaName, strict: true, schema: jsonSchemaOf(schema) }
  const started = performance.now()
  return named(budget, async (signal) => {
    const guessed = guessedTokens(system) + guessedTokens(user) + guessedTokens(JSON.stringify(json_schema))
    const answer = await chat(
      at,
      { budget, signal, guessed },
      {
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
        response_format: { type: 'json_schema', json_schema },
        ...steadiness(at.model),
      },
    )
    return {
      value: read(answer, schema),
      model: answer.model,
      tokens: { input: answer.usage?.prompt_tokens ?? 0, output: answer.usage?.completion_tokens ?? 0 },
      ms: performance.now() - started,
    }
  })
}

/** Schemas are few and constant; each is written out once. */
const written = new WeakMap<z.ZodType, Record<string, unknown>>()

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const known = written.get(schema) ?? z.toJSONSchema(schema, { target: 'draft-7' })
  written.set(schema, known)
  return known
}

/** The same question should get the same answer; reasoning models refuse the setting. */
function steadiness(model: string): { temperature?: number } {
  return /^(?:o\d|gpt-5)/.test(model) ? {} : { temperature: 0 }
}

function read<T>(answer: OpenAI.ChatCompletion, schema: z.ZodType<T>): T {
  const choice = answer.choices?.[0]
  if (choice?.finish_reason === 'length')
    throw new ModelUnavailable('bad_output', 'cut off at the token limit')
  const value = schema.safeParse(parse(choice?.message.content ?? ''))
  if (!value.success) throw new ModelUnavailable('bad_output', 'not of the shape asked for')
  return value.data
}

function parse(text: string): unknown {
  try {
    // A text may hold an escape that means half a character.
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value))
  } catch {
    return undefined
  }
}

async function transcribe({ client, model, prices }: Asked, recording: Recording): Promise<MadeOut> {
  const { audio, mime, fileName, budget } = recording
  const started = performance.now()
  return named(budget, async (signal) => {
    const file = await toFile(audio, acceptedName(fileName), { type: mime.split(';')[0]!.trim() })
    const whole = prices.sound(model, audio.length / VOICE_BYTES_A_SECOND)
    const { text } = await paid(
      budget,
      signal,
      { read: whole, whole },
      () =>
        client.audio.transcriptions.create(
          { file, model, language: 'pt' },
          { signal, timeout: budget.timeoutMs },
        ),
      ({ usage }) => {
        if (usage?.type === 'duration') return prices.sound(model, usage.seconds)
        if (!usage) return whole
        return prices.writing([model], { input: usage.input_tokens, output: usage.output_tokens })
      },
    )
    return { text: storable(text ?? '').trim(), ms: performance.now() - started }
  })
}

/** OpenAI judges a recording by its ending and refuses `.oga` and `.opus`, both of them Ogg, in which voice notes come. */
function acceptedName(fileName: string): string {
  const name = fileName.replace(/\.(?:oga|opus)$/i, '.ogg')
  return /\.\w+$/.test(name) ? name : `${name || 'audio'}.ogg`
}
