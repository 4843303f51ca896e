import type {
  Conversation,
  Media,
  Message,
  MessageAuthor,
  MessageKind,
  MessageStatus,
  Reaction,
} from '@plantao/shared/conversations'
import { cut } from '@plantao/shared/cut'
import type { CalledFor } from './ownership.ts'

export type ConversationView = {
  id: string
  state: Conversation['state']
  waitingSince: Date | null
  unread: number
  handoffReason: CalledFor | null
  handoffQuestion: string | null
  closedAt: Date | null
  updatedAt: Date
  contactId: string
  phone: string | null
  contactName: string | null
  assigneeId: string | null
  assigneeName: string | null
  lastText: string | null
  lastDeleted: boolean
  lastKind: MessageKind | null
  lastAuthor: MessageAuthor | null
  lastAt: Date | null
  lastArrival: number | null
}

/** Exactly what of a conversation leaves the house. */
export function presentConversation(row: ConversationView): Conversation {
  const { lastAt, lastArrival, lastKind, lastAuthor } = row
  return {
    id: row.id,
    state: row.state,
    contact: { id: row.contactId, phone: row.phone, name: row.contactName },
    lastMessage:
      lastAt && lastKind && lastAuthor
        ? {
            text: row.lastText === null ? null : cut(row.lastText, 200),
            kind: lastKind,
            author: lastAuthor,
            at: lastAt.toISOString(),
            ...(lastArrival === null ? {} : { arrival: lastArrival }),
            ...(row.lastDeleted ? { deleted: true } : {}),
          }
        : null,
    unread: row.unread,
    updatedAt: row.updatedAt.toISOString(),
    ...(row.waitingSince ? { waitingSince: row.waitingSince.toISOString() } : {}),
    ...(row.assigneeId && row.assigneeName
      ? { assignee: { id: row.assigneeId, name: row.assigneeName } }
      : {}),
    ...(row.handoffReason ? { handoff: calledFor(row.handoffReason, row.handoffQuestion ?? '') } : {}),
    ...(row.closedAt ? { closedAt: row.closedAt.toISOString() } : {}),
  }
}

/** The reasons are a closed list, in which history is a rule of the company's. */
function calledFor(reason: CalledFor, question: string): Conversation['handoff'] {
  const cutQuestion = cut(question, 300)
  return reason === 'arrived_late'
    ? { reason: 'policy', question: cutQuestion, late: true }
    : { reason, question: cutQuestion }
}

export type MessageView = {
  id: string
  conversationId: string
  direction: 'in' | 'out'
  author: MessageAuthor
  kind: MessageKind
  text: string | null
  media: Media | null
  status: MessageStatus
  at: Date
  arrival: number
  late: boolean
  createdAt: Date
  editedAt: Date | null
  deletedAt: Date | null
  clientId: string | null
  receiptId: string | null
  memberName: string | null
  reactions: Reaction[] | null
  failure: string | null
  /** What a message of the company's said before it was changed on its phone. */
  original: string | null
  /** Our own record of what it answers to; null where that conversation has no such message. */
  quotedAuthor: MessageAuthor | null
  quotedKind: MessageKind | null
  quotedText: string | null
}

/** A quotation reminds of a message; nobody reads the whole of it there. */
const LONGEST_QUOTE = 300

/** Only of these does a failure concern anyone; one that was overcome does not. */
const SAYS_WHY: readonly MessageStatus[] = ['failed', 'held']

/**
 * Exactly what of a message leaves the house. What a customer withdrew stays withdrawn; what the company changed or
 * withdrew is still its own to read.
 */
export function presentMessage(row: MessageView): Message {
  const media = row.deletedAt ? null : mediaOf(row)
  const original = row.author === 'contact' ? null : (row.original ?? (row.deletedAt ? row.text : null))
  return {
    id: row.id,
    conversationId: row.conversationId,
    direction: row.direction,
    author: row.author,
    kind: row.kind,
    status: row.status,
    at: row.at.toISOString(),
    arrival: row.arrival,
    ...(row.late ? { arrivedLate: row.createdAt.toISOString() } : {}),
    ...(row.memberName ? { name: row.memberName } : {}),
    ...(row.text !== null && !row.deletedAt ? { text: row.text } : {}),
    ...(media ? { media } : {}),
    ...(original ? { original } : {}),
    ...(row.reactions ? { reactions: row.reactions } : {}),
    ...(row.failure && SAYS_WHY.includes(row.status) ? { failure: row.failure } : {}),
    ...(row.editedAt ? { editedAt: row.editedAt.toISOString() } : {}),
    ...(row.deletedAt ? { deletedAt: row.deletedAt.toISOString() } : {}),
    ...(row.clientId ? { clientId: row.clientId } : {}),
    ...(row.receiptId ? { receiptId: row.receiptId } : {}),
  }
}

/** What a message holds, its quotation as our own record has it. */
function mediaOf({ media, quotedAuthor, quotedKind, quotedText }: MessageView): Media | null {
  if (!media?.quoted) return media
  const { waId } = media.quoted
  // A console of before there were unknown ones cannot do without a kind.
  if (!quotedAuthor || !quotedKind) return { ...media, quoted: { waId, kind: 'unsupported' } }
  const text = quotedText ? { text: cut(quotedText, LONGEST_QUOTE) } : {}
  return { ...media, quoted: { waId, author: quotedAuthor, kind: quotedKind, ...text } }
}
