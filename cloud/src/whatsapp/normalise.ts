import { claimedChange, filedChange, toldEdit, toldRevoke } from './changes.ts'
import { contentOf, quotedOf, reactionOf } from './content.ts'
import { namesOf, parseJid, peerOf, phoneIn } from './identity.ts'
import type { ConnectionCause, IgnoredReason, Inbound, InboundContent, Peer } from './inbound.ts'
import { dataOf, eventName, idOf, type Loose, numberOf, objectOf, textOf, timeOf } from './loose.ts'

const ACKS: Record<string, Extract<Inbound, { type: 'ack' }>['status'] | 'revoked'> = {
  SERVER_ACK: 'sent',
  DELIVERY_ACK: 'delivered',
  READ: 'read',
  PLAYED: 'read',
  ERROR: 'failed',
  SENT: 'sent',
  DELIVERED: 'delivered',
  FAILED: 'failed',
  DELETED: 'revoked',
}
const CHATS: Partial<Record<string, IgnoredReason>> = {
  group: 'group',
  status: 'status_broadcast',
  newsletter: 'newsletter',
  broadcast: 'broadcast_list',
}
const STATES: Record<string, Extract<Inbound, { type: 'connection' }>['state']> = {
  open: 'connected',
  connecting: 'connecting',
  close: 'disconnected',
  closed: 'disconnected',
  refused: 'disconnected',
}

/**
 * One webhook event in our words. Pure, and it throws on nothing that JSON can hold: what it cannot read is ignored
 * for a named reason.
 * @param receivedAt stands in where WhatsApp's own time is missing; without it Evolution's `date_time` does
 */
export function normalise(event: string, body: unknown, receivedAt?: Date): Inbound {
  const envelope = objectOf(body) ?? {}
  const data = dataOf(body)
  switch (eventName(event)) {
    case 'messages.upsert':
      return data ? message(envelope, data, data.key, receivedAt) : ignored('unknown_shape')
    case 'send.message':
      return data ? sent(envelope, data, receivedAt) : ignored('unknown_shape')
    case 'messages.update':
      return data ? update(envelope, data, receivedAt) : ignored('unknown_shape')
    case 'messages.edited':
      return data ? edited(envelope, data, receivedAt) : ignored('unknown_shape')
    case 'messages.delete':
      return data ? revoked(envelope, data.key ?? data) : ignored('unknown_shape')
    case 'presence.update':
      return typing(data)
    case 'connection.update':
      return connection(envelope, data?.state, { wuid: data?.wuid, code: data?.statusReason })
    case 'status.instance':
      return connection(envelope, data?.status, { code: data?.disconnectionReasonCode })
    case 'logout.instance':
      return { type: 'connection', state: 'disconnected', phone: null, cause: 'logged_out' }
    case 'remove.instance':
      return { type: 'connection', state: 'disconnected', phone: null, cause: null }
    case 'qrcode.updated':
      return qr(data)
    default:
      return ignored(UNNEEDED.test(eventName(event)) ? 'unneeded_event' : 'unknown_event')
  }
}

function ignored(reason: IgnoredReason): Inbound {
  return { type: 'ignored', reason }
}

/** Why a whole chat is none of our business, or null. */
function chatReason(jid: unknown): IgnoredReason | null {
  return typeof jid === 'string' ? (CHATS[parseJid(jid).kind] ?? null) : null
}

type Spoken = { waId: string; peer: Peer; at: Date; content: InboundContent }

function spoken(envelope: Loose, data: Loose, rawKey: unknown, receivedAt?: Date): Spoken | IgnoredReason {
  const key = objectOf(rawKey)
  const waId = idOf(key?.id)
  const chat = chatReason(key?.remoteJid)
  if (chat) return chat
  if (!key || !waId) return 'unknown_shape'
  const content = contentOf(data.message)
  if (typeof content === 'string') return content
  const peer = peerOf(key, { name: data.pushName, own: envelope.sender })
  if (!peer) return 'unknown_shape'
  const quoted = quotedOf(data)
  const at = timeOf(envelope, data.messageTimestamp, receivedAt)
  return { waId, peer, at, content: quoted ? { ...content, media: { ...content.media, quoted } } : content }
}

function message(envelope: Loose, data: Loose, rawKey: unknown, receivedAt?: Date): Inbound {
  const said = spoken(envelope, data, rawKey, receivedAt)
  const key = objectOf(rawKey)
  if (said === 'reaction') return reaction(envelope, data, key)
  if (said === 'protocol') return filedChange(envelope, data, key, receivedAt) ?? ignored(said)
  if (typeof said === 'string') return ignored(said)
  return { type: key?.fromMe === true ? 'from_me' : 'message', ...said }
}

function sent(envelope: Loose, data: Loose, receivedAt?: Date): Inbound {
  // Ours by definition, whatever the key of an odd channel says.
  const key = { ...objectOf(data.key), fromMe: true }
  const said = spoken(envelope, data, key, receivedAt)
  if (said === 'reaction') return reaction(envelope, data, key)
  return typeof said === 'string' ? ignored(said) : { type: 'own_send', ...said }
}

function reaction(envelope: Loose, data: Loose, key: Loose | null): Inbound {
  const found = reactionOf(data.message)
  const identities = namesOf(key, envelope.sender)
  if (!found || identities.length === 0) return ignored('reaction')
  return { type: 'reaction', ...found, by: key?.fromMe === true ? 'company' : 'contact', identities }
}

/** Ticks, mostly; later versions tell edits by it too, withdrawals earlier ones. */
function update(envelope: Loose, data: Loose, receivedAt?: Date): Inbound {
  const inner = objectOf(data.key)
  const key = {
    ...inner,
    remoteJid: data.remoteJid ?? inner?.remoteJid,
    fromMe: data.fromMe ?? inner?.fromMe,
  }
  const chat = chatReason(key.remoteJid)
  if (chat) return ignored(chat)
  const waId = idOf(data.keyId) ?? idOf(inner?.id)
  if (!waId) return ignored('unknown_shape')
  const edit = objectOf(objectOf(data.message ?? objectOf(data.update)?.message)?.editedMessage)
  if (edit)
    return toldEdit(envelope, { key, waId, message: edit.message, stamp: data.messageTimestamp }, receivedAt)
  const name = textOf(data.status ?? objectOf(data.update)?.status, 50)
  if (!name) return ignored('unknown_shape')
  const status = Object.hasOwn(ACKS, name) ? ACKS[name]! : null
  // PENDING and whatever comes later says nothing about the way to the customer.
  if (!status) return ignored('protocol')
  if (status === 'revoked') return toldRevoke(envelope, { key, waId })
  return { type: 'ack', waId, status, identities: namesOf(key, envelope.sender) }
}

function edited(envelope: Loose, data: Loose, receivedAt?: Date): Inbound {
  const chat = chatReason(objectOf(data.key)?.remoteJid)
  return chat ? ignored(chat) : claimedChange(envelope, data, receivedAt)
}

function revoked(envelope: Loose, rawKey: unknown): Inbound {
  const key = objectOf(rawKey)
  const chat = chatReason(key?.remoteJid)
  if (chat) return ignored(chat)
  const waId = idOf(key?.id)
  return key && waId ? toldRevoke(envelope, { key, waId }) : ignored('unknown_shape')
}

function typing(data: Loose | null): Inbound {
  const chat = chatReason(data?.id)
  if (chat) return ignored(chat)
  const peer = peerOf({ remoteJid: data?.id }, { name: null, own: null })
  const told = typeof data?.id === 'string' ? objectOf(objectOf(data.presences)?.[data.id]) : null
  const state = told?.lastKnownPresence
  if (!peer || typeof state !== 'string') return ignored('unknown_shape')
  return {
    type: 'typing',
    identities: peer.identities,
    active: state === 'composing' || state === 'recording',
  }
}

/** Known and of no use here: who is in the phone's book, who calls, what we did ourselves. */
const UNNEEDED = /^(contacts|chats|groups?|labels|call|instance)\b/

/** Baileys' `DisconnectReason`. What is not here passes by itself: Baileys connects again. */
const CAUSES: Record<number, ConnectionCause> = {
  401: 'logged_out',
  403: 'banned',
  440: 'replaced',
}

type Told = { wuid?: unknown; code?: unknown }

function connection(envelope: Loose, state: unknown, { wuid, code }: Told): Inbound {
  const name = typeof state === 'string' ? state : ''
  if (!Object.hasOwn(STATES, name)) return ignored('unknown_shape')
  const known = STATES[name]!
  const phone = known === 'connected' ? (phoneIn(wuid) ?? phoneIn(envelope.sender)) : null
  const cause = name === 'refused' ? 'qr_expired' : (CAUSES[numberOf(code) ?? 0] ?? null)
  return { type: 'connection', state: known, phone, cause: known === 'disconnected' ? cause : null }
}

function qr(data: Loose | null): Inbound {
  const shown = objectOf(data?.qrcode)
  const code = textOf(shown?.code)
  // No more codes: the limit was reached and the session refused.
  if (!shown && data && (data.statusCode !== undefined || data.message !== undefined)) {
    return { type: 'connection', state: 'disconnected', phone: null, cause: 'qr_expired' }
  }
  if (!shown || !code) return ignored('unknown_shape')
  const image = textOf(shown.base64, 500_000)
  return { type: 'qr', code, image, pairingCode: textOf(shown.pairingCode, 20) }
}
