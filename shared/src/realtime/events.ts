import { z } from 'zod'
import { Id, Instant } from '../ids.ts'

/**
 * One entry of a tenant's event log. It names what changed, never what was said: a console fetches the row itself, so
 * no text sits in the log and a late reader sees the newest state.
 */
export const LogEvent = z.object({
  seq: z.number().int().positive(),
  type: z.enum([
    'conversation.changed',
    'message.created',
    'message.changed',
    'handoff.opened',
    'knowledge.published',
    /** A text is being indexed, an Ensaio is under way, a proposal came or was decided: ask again. */
    'knowledge.progress',
    'rehearsal.progress',
    'proposals.changed',
    'settings.changed',
    'whatsapp.changed',
  ]),
  conversationId: Id.optional(),
  messageId: Id.optional(),
  at: Instant,
})
export type LogEvent = z.infer<typeof LogEvent>

/** Who is looking at or typing in a conversation, other than the listener. Fleeting: never stored. */
export const Presence = z.object({
  conversationId: Id,
  people: z.array(z.object({ id: Id, name: z.string(), typing: z.boolean() })),
})
export type Presence = z.infer<typeof Presence>

/** The first thing a server says after accepting: the log's newest sequence at that instant. */
export const Hello = z.object({ protocol: z.number().int(), seq: z.number().int().nonnegative() })

/** What a console tells about itself. */
export const Viewing = z.object({ conversationId: Id.nullable(), typing: z.boolean().default(false) })

export type ServerToClient = {
  hello: (hello: z.infer<typeof Hello>) => void
  /** In order, without gaps, each once per connection. */
  events: (events: LogEvent[]) => void
  /** The cursor is older than what is kept: drop the cache and start from `GET /conversations`. */
  cursorTooOld: (hello: z.infer<typeof Hello>) => void
  presence: (presence: Presence) => void
  sessionEnded: () => void
}

export type ClientToServer = {
  viewing: (viewing: z.input<typeof Viewing>) => void
}
