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

export const Media = z.object({
  mime: z.string().optional(),
  fileName: z.string().optional(),
  seconds: z.number().optional(),
  bytes: z.number().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
})
export type Media = z.infer<typeof Media>

export const Message = z.object({
  id: Id,
  conversationId: Id,
  direction: z.enum(['in', 'out']),
  author: MessageAuthor,
  name: z.string().optional(),
  kind: MessageKind,
  text: z.string().optional(),
  media: Media.optional(),
  status: MessageStatus,
  at: Instant,
  editedAt: Instant.optional(),
  deletedAt: Instant.optional(),
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
    .object({ text: z.string().nullable(), kind: MessageKind, author: MessageAuthor, at: Instant })
    .nullable(),
  waitingSince: Instant.optional(),
  assignee: Assignee.optional(),
  unread: z.number().int(),
  /** Why the AI stopped and what the customer wants, in one line; only while a person must act. */
  handoff: z.object({ reason: HandoffReason, question: z.string() }).optional(),
  closedAt: Instant.optional(),
  updatedAt: Instant,
})
export type Conversation = z.infer<typeof Conversation>

export const SendMessage = z.object({
  /** Made by the client once per message it means to send; the same id again is the same message. */
  clientId: z.string().min(8).max(100),
  text: z.string().trim().min(1).max(4096),
})

export const Decision = z.enum(['reply', 'clarify', 'smalltalk', 'handoff', 'silence'])
export type Decision = z.infer<typeof Decision>

/** The record of one reaction: what was seen, decided and why. */
export const Receipt = z.object({
  id: Id,
  conversationId: Id,
  decision: Decision,
  reason: z.union([HandoffReason, SilenceReason]).optional(),
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
