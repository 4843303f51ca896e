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

/** One of the company's own messages as WhatsApp kept it. */
export type SentRecord = { waId: string; text: string | null; at: Date }

export type ConnectionInfo = { status: 'disconnected' | 'connecting' | 'connected'; phone: string | null }
export type Qr = { code: string | null; image: string | null; pairingCode: string | null }

/** WhatsApp as the house needs it. Every call has a timeout; failures other than `SendOutcome` throw `GatewayError`. */
export type WhatsappGateway = {
  sendText(send: { instance: string; jid: string; text: string }): Promise<SendOutcome>
  /** The company's own messages to one chat since an instant, newest first; what an unclear send is checked against. */
  findSent(query: { instance: string; jid: string; since: Date }): Promise<SentRecord[]>
  createInstance(instance: { name: string; webhookUrl: string; secret: string }): Promise<Qr>
  /** Evolution keeps the secret it was given; this replaces address and secret. */
  setWebhook(instance: { name: string; webhookUrl: string; secret: string }): Promise<void>
  connect(name: string): Promise<Qr | ConnectionInfo>
  state(name: string): Promise<ConnectionInfo>
  logout(name: string): Promise<void>
  remove(name: string): Promise<void>
  /** Shows “digitando…” to the customer; never waited for. */
  showTyping(typing: { instance: string; jid: string; ms: number }): Promise<void>
  markRead(read: { instance: string; messages: { jid: string; waId: string }[] }): Promise<void>
  /** Throws when the server does not answer. */
  health(): Promise<void>
}

export class GatewayError extends Error {
  readonly kind: 'unavailable' | 'unauthorized' | 'not_found' | 'refused' | 'taken'
  constructor(kind: GatewayError['kind'], message: string) {
    super(message)
    this.name = 'GatewayError'
    this.kind = kind
  }
}
