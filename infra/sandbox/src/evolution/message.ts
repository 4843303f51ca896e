/** How far a message got, from the sender's side. */
export type MessageStatus = 'pending' | 'sent' | 'delivered' | 'read'

export interface MessageKey {
  remoteJid: string
  remoteJidAlt?: string
  fromMe: boolean
  id: string
  participant?: string
  participantAlt?: string
  addressingMode?: 'pn' | 'lid'
}

/** `data` of messages.upsert and send.message, and the answer of the send routes. */
export interface EvolutionMessage {
  key: MessageKey
  pushName?: string
  status?: string
  message: Record<string, unknown>
  contextInfo?: Record<string, unknown> | null
  messageType: string
  messageTimestamp: number
  instanceId: string
  source: string
}

/** Bytes of a voice note, picture or file, as WhatsApp would keep them. */
export interface Media {
  base64: string
  mimetype: string
  fileName?: string
  seconds?: number
}

/** One message as the sandbox keeps it. */
export interface StoredMessage {
  /** Evolution's own row id, not WhatsApp's. */
  rowId: string
  data: EvolutionMessage
  kind: string
  text: string
  direction: 'in' | 'out'
  /** Who wrote it: the customer, Evolution's caller, or a hand on the company's own phone. */
  author: 'contact' | 'api' | 'phone'
  /** The chat it belongs to: the customer's phone JID or the group. */
  chat: string
  /** Receipt, epoch milliseconds. */
  at: number
  status: MessageStatus
  /** Acknowledgements sent so far, as `MessageUpdate` rows. */
  updates: string[]
  media?: Media
  /** Emoji others put on it. */
  reaction?: string
  edited?: boolean
  revoked?: boolean
}

const order: MessageStatus[] = ['pending', 'sent', 'delivered', 'read']

/** True when `next` is further along than `now`; ticks never go back. */
export const isFurther = (next: MessageStatus, now: MessageStatus): boolean =>
  order.indexOf(next) > order.indexOf(now)
