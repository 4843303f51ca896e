import type { Conversation } from '@plantao/shared/conversations'
import { newestFirst } from '@plantao/shared/thread-order'
import { folded } from '../bridge.ts'

export type Section = 'waiting' | 'mine' | 'rest' | 'found'
export type QueueRow =
  | { kind: 'head'; section: Section; count: number }
  | { kind: 'card'; section: Section; conversation: Conversation }

const at = (conversation: Conversation) => conversation.lastMessage?.at ?? conversation.updatedAt
const place = (conversation: Conversation) => conversation.lastMessage ?? { at: conversation.updatedAt }

/** Which part of the queue a conversation belongs to for the member `myId`. */
export function sectionOf(conversation: Conversation, myId: string): Exclude<Section, 'found'> {
  if (conversation.closedAt) return 'rest'
  if (conversation.state === 'awaiting_human' && !conversation.assignee) return 'waiting'
  return conversation.state !== 'ai_active' && conversation.assignee?.id === myId ? 'mine' : 'rest'
}

/** Those who wait for a person, the longest wait first. */
export function waitingFirst(conversations: Conversation[], myId: string): Conversation[] {
  return conversations
    .filter((each) => sectionOf(each, myId) === 'waiting')
    .sort((a, b) => Date.parse(a.waitingSince ?? at(a)) - Date.parse(b.waitingSince ?? at(b)))
}

function matches(conversation: Conversation, words: string[]): boolean {
  const { contact, lastMessage, handoff } = conversation
  const hay = folded([contact.name, contact.phone, lastMessage?.text, handoff?.question].join(' '))
  return words.every((word) => hay.includes(word))
}

/** The queue as rows: who waits (longest first), mine, the rest (newest first); one flat part when filtered. */
export function queueRows(all: Conversation[], myId: string, filter: string): QueueRow[] {
  const words = folded(filter).split(/\s+/).filter(Boolean)
  const newest = [...all].sort((a, b) => newestFirst(place(a), place(b)))
  const part = (section: Section, conversations: Conversation[]): QueueRow[] => [
    { kind: 'head', section, count: conversations.length },
    ...conversations.map((conversation) => ({ kind: 'card' as const, section, conversation })),
  ]
  if (words.length > 0) {
    return part(
      'found',
      newest.filter((each) => matches(each, words)),
    )
  }
  const mine = newest.filter((each) => sectionOf(each, myId) === 'mine')
  const rest = newest.filter((each) => sectionOf(each, myId) === 'rest')
  return [
    ...part('waiting', waitingFirst(all, myId)),
    ...part('mine', mine),
    ...(rest.length ? part('rest', rest) : []),
  ]
}
