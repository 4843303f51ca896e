import type { ConversationRow } from '../../../cloud/src/conversations/conversation.repo.ts'
import type { Bubble as ProductBubble } from '../../../cloud/src/conversations/index.ts'
import type { OutboundRow } from '../../../cloud/src/conversations/outbound-row.ts'
import { FIRST_OWNERSHIP } from '../../../cloud/src/conversations/ownership.ts'

/** An invariant does not hold. */
export class Broken extends Error {}

/** The customer's two names, and the address of each. */
export const CUSTOMER = {
  phone: { identity: 'phone:5531988887777', jid: '5531988887777@s.whatsapp.net' },
  lid: { identity: 'lid:123456789', jid: '123456789@lid' },
}
export type Name = keyof typeof CUSTOMER

export type Thread = ConversationRow & {
  mergedInto: string | null
  /** The contact's: the address last written from, and their names. */
  jid: string
  names: Name[]
  /** What the last reaction was. */
  lastDecision: string | null
  /** The position of the last message the customer was shown. */
  highestShown: number
}

export type Bubble = ProductBubble & {
  threadId: string
  revision: number | null
  /** How often the bot reacted to it, with words or with silence. */
  reactions: number
}

/** What a person said, from the console or on the company's phone. */
export type Words = { threadId: string; at: Date; arrivedAt: Date; late: boolean }

export type Row = OutboundRow & {
  position: number
  /** A person took the word in its thread after it was queued. */
  overtaken: boolean
  /** Somebody did what voids the bot's queued words; its own call for a person does not. */
  voided: boolean
  /** Was shown as held, was queued again by a person, or met another queue: others may have overtaken it. */
  mayTrail: boolean
  shown: number
}

export function threadOf(name: Name): Thread {
  return {
    ...FIRST_OWNERSHIP,
    id: name,
    contactId: name,
    instanceId: 'i',
    turnRevision: 0,
    answeredRevision: 0,
    turnOpenedAt: null,
    turnDueAt: null,
    greetedAt: null,
    unread: 0,
    mergedInto: null,
    jid: CUSTOMER[name].jid,
    names: [name],
    lastDecision: null,
    highestShown: -1,
  }
}
