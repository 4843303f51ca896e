import type { Media, MessageKind, MessageStatus } from '@plantao/shared/conversations'

/** Who is at the other end: normalised names of one person, and the JID to send to. */
export type Peer = {
  /** `phone:5531988887777` and/or `lid:123456789012345`; never empty. */
  identities: string[]
  /** E.164 digits with Brazil's ninth digit, or null while only a LID is known. */
  phone: string | null
  /** The JID this event came from. Sending uses it as it is. */
  jid: string
  name: string | null
}

export type InboundContent = { kind: MessageKind; text: string | null; media: Media | null }

/** Whose act an event tells, and of which chat. */
export type Doer = {
  /**
   * `company`: somebody on the company's own phone. `unproven`: the event holds nothing but what its sender wrote, who may
   * write what they like.
   */
  side: 'contact' | 'company' | 'unproven'
  /** Normalised names of whoever is at the other end of that chat; empty where the event does not say. */
  identities: string[]
}

/** A webhook event in our words: what `receive` acts on. */
export type Inbound =
  | { type: 'message'; waId: string; peer: Peer; at: Date; content: InboundContent }
  /** Sent by the company: typed on its phone, or an echo of ours. */
  | { type: 'from_me'; waId: string; peer: Peer; at: Date; content: InboundContent }
  /** Evolution's own note that a send through its API happened; never a takeover. */
  | { type: 'own_send'; waId: string; peer: Peer; at: Date; content: InboundContent }
  /** An emoji on a message, '' when taken back; makes no turn and takes nothing over. */
  | { type: 'reaction'; waId: string; emoji: string; by: 'contact' | 'company'; identities: string[] }
  /** `identities` of the chat as the tick names it; empty where it does not. */
  | {
      type: 'ack'
      waId: string
      status: Extract<MessageStatus, 'sent' | 'delivered' | 'read' | 'failed'>
      identities: string[]
    }
  /** The named message is only a reference: whether it is the doer's to change, the record tells. */
  | { type: 'edited'; waId: string; text: string; at: Date; by: Doer }
  | { type: 'revoked'; waId: string; by: Doer }
  /** The customer begins or stops typing or recording. Seldom told, so nothing may depend on it. */
  | { type: 'typing'; identities: string[]; active: boolean }
  | { type: 'connection'; state: ConnectionState; phone: string | null; cause: ConnectionCause | null }
  | { type: 'qr'; code: string | null; image: string | null; pairingCode: string | null }
  /** For good, for a named reason, counted. */
  | { type: 'ignored'; reason: IgnoredReason }

export type ConnectionState = 'connected' | 'connecting' | 'disconnected'

/** Why a connection ended, where Baileys' status code tells. */
export type ConnectionCause = 'logged_out' | 'banned' | 'replaced' | 'qr_expired'

export type IgnoredReason =
  | 'group'
  | 'status_broadcast'
  | 'newsletter'
  | 'broadcast_list'
  | 'reaction'
  | 'protocol'
  | 'empty'
  /** An event we know and have no use for. */
  | 'unneeded_event'
  | 'unknown_event'
  | 'unknown_shape'
