import type { Media, MessageKind } from '@plantao/shared/conversations'
import { type Models, ModelUnavailable } from '../models/index.ts'
import { readable } from '../platform/readable.ts'
import { cutOgg } from './cut-ogg.ts'
import { soundEnding } from './file-kind.ts'

/** More of a voice note is not listened to: ten minutes are some 1,300 words. Seconds. */
const LONGEST_S = 600
/** OpenAI refuses recordings above 25 MB. */
const MOST_SOUND_BYTES = 24 * 1024 * 1024
/** Larger images are not shown to a model: they cost and tell no more. */
const MOST_IMAGE_BYTES = 8 * 1024 * 1024
const LISTEN_MS = 40_000
const LOOK_MS = 20_000

/** What was made of a file: words said, or what an image shows; `later` when the model may be there again soon. */
export type Words =
  | { words: 'ready'; text?: string; description?: string }
  | { words: 'empty' }
  | { words: 'failed'; later: boolean }

type File = { kind: MessageKind; bytes: Buffer; mime: string; caption: string | null; media: Media }

/** Makes out the words of a voice note, or what an image shows. Never throws for a model that fails. */
export async function wordsOf(models: Pick<Models, 'transcribe' | 'look'>, file: File): Promise<Words> {
  try {
    return file.kind === 'audio' ? await listen(models, file) : await look(models, file)
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error
    // What it refuses is a recording or image it cannot read, unless the key is at fault.
    if (error.kind === 'refused' && error.status === 400) return { words: 'empty' }
    return { words: 'failed', later: ['timeout', 'down', 'rate_limited'].includes(error.kind) }
  }
}

async function listen(models: Pick<Models, 'transcribe'>, { bytes, mime, media }: File): Promise<Words> {
  const ending = soundEnding(mime)
  if (!ending) return { words: 'empty' }
  const heard = ending === 'ogg' ? cutOgg(bytes, LONGEST_S) : bytes.subarray(0, MOST_SOUND_BYTES)
  const isCut = heard.length < bytes.length || (media.seconds ?? 0) > LONGEST_S
  // An MP4 keeps its index at the end: half of one is none.
  if (heard.length > MOST_SOUND_BYTES || (ending === 'm4a' && heard.length < bytes.length))
    return { words: 'empty' }
  const { text } = await models.transcribe({
    audio: heard,
    mime,
    fileName: `audio.${ending}`,
    budget: { timeoutMs: LISTEN_MS },
  })
  if (!text) return { words: 'empty' }
  return { words: 'ready', text: isCut && heard.length < bytes.length ? `${text} […]` : text }
}

async function look(models: Pick<Models, 'look'>, { bytes, mime, caption }: File): Promise<Words> {
  if (bytes.length > MOST_IMAGE_BYTES) return { words: 'empty' }
  const { text } = await models.look({
    image: bytes,
    mime,
    question: readable(caption ?? '', 'question'),
    budget: { timeoutMs: LOOK_MS, maxTokens: 300 },
  })
  return text ? { words: 'ready', description: text } : { words: 'empty' }
}
