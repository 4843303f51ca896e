import type { Media, MessageKind, MessageStatus, Reaction } from '@plantao/shared/conversations'
import type { HandoffReason } from '@plantao/shared/handoff'

/** A file that goes with a message; its bytes are drawn when the story is played. */
export type FileKind = 'cake' | 'broken' | 'voice' | 'pdf' | 'sticker' | 'video'

/** What one may say of a message whoever wrote it. */
type Said = {
  text?: string
  kind?: MessageKind
  /** What it holds besides words and file, for a place or a card. */
  media?: Media
  file?: FileKind
  /** The act it answers to, by its place in the story. */
  quotes?: number
  /** What it said before it was changed. */
  before?: string
  withdrawn?: true
  reactions?: Reaction[]
  status?: MessageStatus
}

/** Something that happened in a conversation, `ago` minutes before now. */
export type Act = { ago: number } & (
  | ({ by: 'contact' /** Came only now, so many minutes after it was written. */; lateBy?: number } & Said)
  | ({
      by: 'ai'
      text: string
      decision: 'reply' | 'clarify' | 'smalltalk'
      /** Begins with these words: the part of the knowledge that it was answered from. */
      cites?: string
      confidence?: number
    } & Said)
  | {
      by: 'ai'
      decision: 'handoff'
      reason: HandoffReason
      text: string
      question: string
      confidence?: number
    }
  /** Words of the bot that no turn asked for: that it is back after people. */
  | { by: 'ai'; decision: 'none'; text: string }
  /** `member`: whose, by place among the company's members. `failure`: why it was not sent. */
  | ({ by: 'member'; member: number; failure?: string } & Said)
  | ({ by: 'phone' } & Said)
  | { by: 'note'; member: number; text: string }
  | { by: 'claim' | 'release'; member: number }
  | { by: 'return' | 'close' }
  /** The bot calls a person for what came late, and says nothing. */
  | { by: 'called for history'; question: string }
)

/** One customer and everything that happened, in order of time. */
export interface Story {
  name: string
  /** E.164 digits. */
  phone: string
  /** How many of the customer's messages nobody has looked at. */
  unread: number
  acts: Act[]
}
