import { z } from 'zod'
import { HandoffReason, SilenceReason } from './handoff.ts'
import { Id, Instant } from './ids.ts'

export const ConversationState = z.enum(['ai_active', 'awaiting_human', 'human_replied'])
export type ConversationState = z.infer<typeof ConversationState>

export const MessageAuthor = z.enum(['contact', 'ai', 'member', 'phone'])
export type MessageAuthor = z.infer<typeof MessageAuthor>

export const MessageKind = z.enum([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'poll',
  /** Words of the team among themselves: seen in the console, never sent, never read by the AI. */
  'note',
  'unsupported',
])
export type MessageKind = z.infer<typeof MessageKind>

/**
 * Where a message stands. `held`: we could not learn whether WhatsApp took it, so it is neither repeated nor called
 * sent until Evolution can be asked. `cancelled`: a bot message a person overtook; it was never sent.
 */
export const MessageStatus = z.enum([
  'received',
  'queued',
  'sending',
  'held',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
])
export type MessageStatus = z.infer<typeof MessageStatus>

/** Why a file cannot be shown. The person reads a sentence per name; nothing here is retried by itself any more. */
export const MediaFailure = z.enum([
  /** WhatsApp no longer has it, or never let it be fetched (view-once on a linked device). */
  'gone',
  'too_large',
  /** WhatsApp could not be reached often enough. */
  'unavailable',
  /** What came is not what it said it was, or is no file at all. */
  'unreadable',
])
export type MediaFailure = z.infer<typeof MediaFailure>

/**
 * What a message holds besides words. A file has a `state`: fetch it at `GET /conversations/:id/messages/:messageId/media`
 * once that is `ready` (the message changes, as an event tells). A voice note's words are the message's `text`.
 */
export const Media = z.object({
  mime: z.string().optional(),
  fileName: z.string().optional(),
  seconds: z.number().optional(),
  bytes: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  /** Only of files; absent on messages from before there were files: nothing can be fetched then. */
  state: z.enum(['pending', 'ready', 'failed']).optional(),
  failure: MediaFailure.optional(),
  /** Recorded in the chat, as against an audio file passed on. */
  voice: z.boolean().optional(),
  viewOnce: z.boolean().optional(),
  animated: z.boolean().optional(),
  /**
   * Whether a voice note was understood, or what an image shows was read for the bot. `empty`: nobody speaks in it.
   * `failed`: the model was not to be had.
   */
  words: z.enum(['pending', 'ready', 'empty', 'failed']).optional(),
  /** What an image shows, when the tenant lets a model look. */
  description: z.string().optional(),
  /** Cards of people passed on. */
  contacts: z.array(z.object({ name: z.string(), phone: z.string().optional() })).optional(),
  /** What a poll lets choose; its question is the message's `text`. */
  options: z.array(z.string()).optional(),
  /**
   * The message this one answers. All but the id comes from our own record of that conversation, never from the words that
   * came with the quotation; without an `author` we know no such message there.
   */
  quoted: z
    .object({
      waId: z.string(),
      author: MessageAuthor.optional(),
      kind: MessageKind.optional(),
      /** Its words, or their beginning; absent of a file, and of what was withdrawn. */
      text: z.string().optional(),
    })
    .optional(),
})
export type Media = z.infer<typeof Media>

/** An emoji on a message; each side has one at most. */
export const Reaction = z.object({ by: z.enum(['contact', 'company']), emoji: z.string() })
export type Reaction = z.infer<typeof Reaction>

export const Message = z.object({
  id: Id,
  conversationId: Id,
  direction: z.enum(['in', 'out']),
  author: MessageAuthor,
  name: z.string().optional(),
  kind: MessageKind,
  text: z.string().optional(),
  media: Media.optional(),
  reactions: z.array(Reaction).optional(),
  status: MessageStatus,
  /** Why it did not go out, by name; only with `failed` and `held`. */
  failure: z.string().optional(),
  /** When it was written, in whole seconds: WhatsApp tells no more, and a thread is ordered by them, then by `arrival`. */
  at: Instant,
  /** The number of its arrival: orders messages of one second. Absent only from what a client kept before it was told. */
  arrival: z.number().int().optional(),
  /** When it came to us, where that was long after it was written: history, which no bot answers. */
  arrivedLate: Instant.optional(),
  editedAt: Instant.optional(),
  deletedAt: Instant.optional(),
  /** What a message of the company's said before it was changed or withdrawn on the company's phone; only members see it. */
  original: z.string().optional(),
  clientId: z.string().optional(),
  receiptId: Id.optional(),
})
export type Message = z.infer<typeof Message>

export const Assignee = z.object({ id: Id, name: z.string() })

export const Conversation = z.object({
  id: Id,
  state: ConversationState,
  contact: z.object({ id: Id, phone: z.string().nullable(), name: z.string().nullable() }),
  lastMessage: z
    .object({
      text: z.string().nullable(),
      kind: MessageKind,
      author: MessageAuthor,
      at: Instant,
      /** The number of its arrival, as the message has it. */
      arrival: z.number().int().optional(),
      /** Its writer withdrew it; there is no text then. */
      deleted: z.boolean().optional(),
    })
    .nullable(),
  waitingSince: Instant.optional(),
  assignee: Assignee.optional(),
  unread: z.number().int(),
  /** Why the AI stopped and what the customer wants, in one line; only while a person must act. */
  handoff: z
    .object({
      reason: HandoffReason,
      question: z.string(),
      /** For a message that arrived long after it was written (`policy`): the customer was told nothing. */
      late: z.boolean().optional(),
    })
    .optional(),
  closedAt: Instant.optional(),
  updatedAt: Instant,
})
export type Conversation = z.infer<typeof Conversation>

export const SendMessage = z.object({
  /** Made by the client once per message it means to send; the same id again is the same message. */
  clientId: z.string().min(8).max(100),
  text: z.string().trim().min(1).max(4096),
})

/** What a person may send besides text. `audio` goes out as a voice note (any recording; WhatsApp gets Ogg/Opus). */
export const SentKind = z.enum(['image', 'video', 'document', 'audio'])
export type SentKind = z.infer<typeof SentKind>

/** The largest file a person may send, in bytes: WhatsApp's own limit for pictures, videos and voice. */
export const MOST_SENT_BYTES = 16 * 1024 * 1024

/** The fields beside the file in `POST /conversations/:id/media` (multipart; the file's field is called `file`). */
export const SendMedia = z.object({
  clientId: z.string().min(8).max(100),
  kind: SentKind,
  caption: z.string().trim().max(1024).optional(),
})
export type SendMedia = z.infer<typeof SendMedia>

export const Decision = z.enum(['reply', 'clarify', 'smalltalk', 'handoff', 'silence'])
export type Decision = z.infer<typeof Decision>

/** The record of one reaction: what was seen, decided and why. */
export const Receipt = z.object({
  id: Id,
  conversationId: Id,
  decision: Decision,
  reason: z.union([HandoffReason, SilenceReason]).optional(),
  /** The person was called because of messages that arrived long after they were written (`policy`). */
  late: z.boolean().optional(),
  question: z.string(),
  reply: z.string().optional(),
  confidence: z.number().optional(),
  threshold: z.number().optional(),
  chunks: z.array(
    z.object({
      id: Id,
      hash: z.string(),
      heading: z.string().optional(),
      text: z.string(),
      score: z.number(),
      cited: z.boolean(),
    }),
  ),
  model: z.string().optional(),
  tokens: z.object({ input: z.number(), output: z.number() }).optional(),
  timings: z.record(z.string(), z.number()),
  at: Instant,
})
export type Receipt = z.infer<typeof Receipt>

export const TryAnswer = z.object({
  decision: z.enum(['answer', 'clarify', 'handoff', 'smalltalk']),
  reply: z.string().optional(),
  reason: HandoffReason.optional(),
  confidence: z.number(),
  chunks: z.array(z.object({ id: Id, text: z.string(), heading: z.string().optional(), score: z.number() })),
})
export type TryAnswer = z.infer<typeof TryAnswer>

/**
 * What the AI would write to the customer's open question, for a person to accept, change or throw away; nothing was
 * sent or stored. Without a `text` there is none, and `reason` says why.
 */
export const Suggestion = z.object({
  question: z.string(),
  text: z.string().optional(),
  reason: HandoffReason.optional(),
  confidence: z.number(),
  chunks: TryAnswer.shape.chunks,
})
export type Suggestion = z.infer<typeof Suggestion>
