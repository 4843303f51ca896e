import { z } from 'zod'
import { createJid } from '../evolution/jid.ts'
import type { Media } from '../evolution/message.ts'
import type { Typed } from '../evolution/receive.ts'
import { markSpeech } from '../openai/index.ts'
import { sampleMedia } from './sample-media.ts'

const phoneNumber = z
  .string()
  .transform((value) => value.replace(/\D/g, ''))
  .refine((digits) => digits.length >= 8 && digits.length <= 15, 'a phone has 8 to 15 digits')

/** Body of `POST /phone/messages`. */
export const incomingSchema = z.object({
  from: phoneNumber,
  to: z.string().min(1),
  text: z.string().default(''),
  id: z.string().min(1).max(128).optional(),
  kind: z
    .enum([
      ...(['text', 'audio', 'image', 'video', 'document', 'sticker', 'location'] as const),
      ...(['contact', 'poll', 'view_once', 'button', 'list'] as const),
      ...(['reaction', 'group', 'ephemeral', 'edited', 'revoked'] as const),
    ])
    .default('text'),
  fromMe: z.boolean().default(false),
  lid: z.union([z.boolean(), z.string()]).optional(),
  timestamp: z.number().int().positive().optional(),
  pushName: z.string().optional(),
  /** Group id for kind group. */
  group: z.string().optional(),
  /** Bytes of audio, image, video, document or sticker: base64, with or without a data: prefix. */
  media: z.string().optional(),
  mimetype: z.string().optional(),
  fileName: z.string().optional(),
  /** What an image shows, so that the sandbox's model can see it. */
  shows: z.string().optional(),
  seconds: z.number().nonnegative().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  /** What a poll lets choose. */
  options: z.array(z.string().min(1)).max(12).optional(),
  /** The phone of a contact that is passed on; its name is the text. */
  contactPhone: z.string().optional(),
  /** The message reacted to, edited or revoked; without it the latest one that fits. */
  target: z.string().optional(),
  /** The message replied to. */
  quoted: z.string().optional(),
})

export type Incoming = z.infer<typeof incomingSchema>

const defaultGroup = '120363021234567890@g.us'
const mediaKinds = ['audio', 'image', 'video', 'document', 'sticker', 'view_once']

/** A recording that carries its words, so that the sandbox's transcription can hear them. */
function spoken(base64: string, text: string, isSample: boolean): string {
  const known = isSample ? samples.get(text) : undefined
  if (known) return known
  const made = markSpeech(Buffer.from(base64, 'base64'), text).toString('base64')
  // The same words in the same silence are kept once: an hour of traffic says few things many thousand times.
  if (isSample && samples.size < 1000) samples.set(text, made)
  return made
}
const samples = new Map<string, string>()

function mediaOf(body: Incoming): Media | undefined {
  if (!mediaKinds.includes(body.kind)) return undefined
  const sample = sampleMedia(body.kind === 'view_once' ? 'image' : body.kind, body.text)
  const prefix = /^data:([^,]*?)(?:;base64)?,/.exec(body.media ?? '')
  const given = body.media?.slice(prefix?.[0].length ?? 0) ?? sample.base64
  const words = body.kind === 'audio' ? body.text : body.kind === 'image' ? (body.shows ?? '') : ''
  const base64 = words === '' ? given : spoken(given, words, body.media === undefined)
  return {
    base64,
    mimetype: body.mimetype ?? prefix?.[1] ?? sample.mimetype,
    ...((body.fileName ?? sample.fileName) ? { fileName: body.fileName ?? sample.fileName } : {}),
    ...(body.seconds === undefined ? {} : { seconds: body.seconds }),
  } as Media
}

/** `true` hides the phone behind its LID, a string behind that one; `?` before it keeps the number back. */
function lidOf(body: Incoming, phone: string, make: (phone: string) => string): Typed['lid'] {
  if (!body.lid) return undefined
  if (body.lid === true) return { jid: make(phone), disclosed: true }
  const jid = body.lid.replace(/^\?/, '')
  return { jid: jid.endsWith('@lid') ? jid : `${jid}@lid`, disclosed: !body.lid.startsWith('?') }
}

/** The message a body describes; a reaction's target is filled in by the route. */
export function typedOf(body: Incoming, makeLid: (phone: string) => string): Typed {
  const phone = createJid(body.from)
  const isGroup = body.kind === 'group' || body.group !== undefined
  return {
    kind: body.kind === 'group' ? 'text' : body.kind,
    text: body.text,
    phone,
    fromMe: body.fromMe,
    group: isGroup ? createJid(body.group ?? defaultGroup) : undefined,
    lid: lidOf(body, phone, makeLid),
    id: body.id,
    timestamp: body.timestamp,
    pushName: body.pushName,
    quoted: body.quoted,
    media: mediaOf(body),
    options: body.options,
    phoneOf: body.contactPhone,
    ...(body.latitude !== undefined && body.longitude !== undefined
      ? { location: { latitude: body.latitude, longitude: body.longitude } }
      : {}),
  }
}
