import type { MessageKind, SentKind } from '@plantao/shared/conversations'
import type { Channel } from '@plantao/shared/whatsapp'

/** What became of one attempt to send. The dispatch protocol hangs on this closed list. */
export type SendOutcome =
  /** WhatsApp's server has it; `waId` is Evolution's key id, `jid` the address it chose. */
  | { kind: 'accepted'; waId: string; jid: string; at: Date }
  /** It never left (refused connection, disconnected number): safe to try again later. */
  | { kind: 'not_sent'; failure: string }
  /** It will never leave (not on WhatsApp, blank text, unknown instance). */
  | { kind: 'refused'; failure: string }
  /** No answer, or one that does not tell: it may be on the customer's phone. */
  | { kind: 'unclear'; failure: string }

/** How long a send may take before its outcome is `unclear`, milliseconds. A file: 16 MB over a slow line, its encoding at Evolution included. */
export const SEND_WITHIN_MS = { text: 15_000, file: 45_000 }

/** One of the company's own messages as WhatsApp kept it. */
export type SentRecord = { waId: string; kind: MessageKind; text: string | null; at: Date }

export type ConnectionInfo = { status: 'disconnected' | 'connecting' | 'connected'; phone: string | null }
export type Qr = { code: string | null; image: string | null; pairingCode: string | null }

/** A file on its way out. `audio` goes as a voice note. */
export type FileToSend = { kind: SentKind; mime: string; fileName: string | null; bytes: Buffer }
export type FetchedFile = { bytes: Buffer; mime: string | null; fileName: string | null }

/** How a number is to be connected. `number`: for a pairing code, or Meta's phone number id. */
export type NewInstance = {
  name: string
  webhookUrl: string
  secret: string
  channel?: Channel
  number?: string | undefined
  token?: string | undefined
  businessId?: string | undefined
}
export type Template = { name: string; language: string }

/** WhatsApp as the house needs it. Every call has a timeout; failures other than `SendOutcome` throw `GatewayError`. */
export type WhatsappGateway = {
  sendText(send: { instance: string; jid: string; text: string }): Promise<SendOutcome>
  /** A file with its caption; voice notes have none. */
  sendFile(send: { instance: string; jid: string; file: FileToSend; caption: string }): Promise<SendOutcome>
  /** The official channel's way to speak outside its 24 h: an approved template whose body takes `text`. */
  sendTemplate(send: {
    instance: string
    jid: string
    template: Template
    text: string
  }): Promise<SendOutcome>
  /** The bytes of a message's file. `not_found`: WhatsApp has it no longer; `too_large`: over `mostBytes`. */
  fetchFile(query: { instance: string; waId: string; mostBytes: number }): Promise<FetchedFile>
  /**
   * Everything WhatsApp has of a number between two instants, a page at a time, each message in the shape of a
   * `messages.upsert` event's `data`.
   */
  history(query: { instance: string; from: Date; to: Date; page: number }): Promise<{
    messages: Record<string, unknown>[]
    more: boolean
  }>
  /** Whether WhatsApp itself answers through this number, beyond Evolution's word that it is connected. */
  probe(instance: { name: string; phone: string }): Promise<boolean>
  /**
   * The company's own messages to one person since an instant, newest first; what an unclear send is checked against.
   * `jids`: every address the person has. WhatsApp files a message under the one it was sent to.
   */
  findSent(query: { instance: string; jids: string[]; since: Date }): Promise<SentRecord[]>
  /** A number that is connected at once (the official channel) answers its state. */
  createInstance(instance: NewInstance): Promise<Qr | ConnectionInfo>
  /** Evolution keeps the secret it was given; this replaces address and secret. */
  setWebhook(instance: { name: string; webhookUrl: string; secret: string }): Promise<void>
  /** The QR to scan; with a number, a pairing code beside it. */
  connect(name: string, number?: string): Promise<Qr | ConnectionInfo>
  state(name: string): Promise<ConnectionInfo>
  restart(name: string): Promise<void>
  logout(name: string): Promise<void>
  remove(name: string): Promise<void>
  /** Shows “digitando…” to the customer; never waited for. */
  showTyping(typing: { instance: string; jid: string; ms: number }): Promise<void>
  /** Ends it before its time; decoration, too. */
  hideTyping(typing: { instance: string; jid: string }): Promise<void>
  markRead(read: { instance: string; messages: { jid: string; waId: string }[] }): Promise<void>
  /** Throws when the server does not answer. */
  health(): Promise<void>
}

export class GatewayError extends Error {
  readonly kind: 'unavailable' | 'unauthorized' | 'not_found' | 'refused' | 'taken' | 'too_large'
  constructor(kind: GatewayError['kind'], message: string) {
    super(message)
    this.name = 'GatewayError'
    this.kind = kind
  }
}
