import OpenAI, { toFile } from 'openai'
import { z } from 'zod'
import { storable } from '../../platform/storable.ts'
import { costOf, costOfSound } from '../cost.ts'
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
import { named } from './openai.failures.ts'
import { look } from './openai.look.ts'
import { plainFetch } from './plain-fetch.ts'

export interface OpenAiOptions {
  apiKey: string
  /** Any server that speaks OpenAI's API, up to and with `/v1`; OpenAI's own when left out. */
  baseUrl?: string | undefined
  chatModel?: string | undefined
  embeddingModel?: string | undefined
  transcriptionModel?: string | undefined
}

const DEFAULTS = {
  chatModel: 'gpt-4.1-mini',
  embeddingModel: 'text-embedding-3-small',
  transcriptionModel: 'gpt-4o-mini-transcribe',
}

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

  return {
    embed: (texts, budget) => embed(client, embeddingModel, texts, budget),
    complete: (request) => complete(client, chatModel, request),
    transcribe: (recording) => transcribe(client, transcriptionModel, recording),
    look: (picture) => look(client, chatModel, picture),
  }
}

async function embed(client: OpenAI, model: string, texts: string[], budget: TimeBudget): Promise<Embedding> {
  return named(budget, async (signal) => {
    const vectors: Float32Array[] = []
    let tokens = 0
    let answered = model
    for (let start = 0; start < texts.length; start += EMBED_BATCH) {
      // OpenAI refuses an empty text; a blank stands for it.
      const input = texts.slice(start, start + EMBED_BATCH).map((text) => text || ' ')
      const page = await client.embeddings.create({ model, input }, { signal, timeout: budget.timeoutMs })
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

async function complete<T>(
  client: OpenAI,
  model: string,
  request: CompletionRequest<T>,
): Promise<Completion<T>> {
  const { system, user, schema, schemaName, budget } = request
  const json_schema = { name: schemaName, strict: true, schema: jsonSchemaOf(schema) }
  const started = performance.now()
  return named(budget, async (signal) => {
    const answer = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
        response_format: { type: 'json_schema', json_schema },
        max_completion_tokens: budget.maxTokens,
        ...steadiness(model),
      },
      { signal, timeout: budget.timeoutMs },
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
  if (choice?.message.refusal || choice?.finish_reason === 'content_filter') {
    throw new ModelUnavailable('refused', 'the model declined')
  }
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

async function transcribe(client: OpenAI, model: string, recording: Recording): Promise<MadeOut> {
  const { audio, mime, fileName, budget } = recording
  const started = performance.now()
  return named(budget, async (signal) => {
    const file = await toFile(audio, acceptedName(fileName), { type: mime.split(';')[0]!.trim() })
    const { text, usage } = await client.audio.transcriptions.create(
      { file, model, language: 'pt' },
      { signal, timeout: budget.timeoutMs },
    )
    const costUsdMicro =
      usage?.type === 'duration'
        ? costOfSound(model, usage.seconds)
        : costOf(model, { input: usage?.input_tokens ?? 0, output: usage?.output_tokens ?? 0 }, 1)
    return { text: storable(text ?? '').trim(), ms: performance.now() - started, costUsdMicro }
  })
}

/** OpenAI judges a recording by its ending and refuses `.oga` and `.opus`, both of them Ogg, in which voice notes come. */
function acceptedName(fileName: string): string {
  const name = fileName.replace(/\.(?:oga|opus)$/i, '.ogg')
  return /\.\w+$/.test(name) ? name : `${name || 'audio'}.ogg`
}
