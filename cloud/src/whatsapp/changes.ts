import { contentOf, protocolOf } from './content.ts'
import { namesOf, phoneIn } from './identity.ts'
import type { Doer, Inbound } from './inbound.ts'
import { idOf, type Loose, objectOf, timeOf } from './loose.ts'

/*
 * An edit or a withdrawal names the message it is about, and whoever writes it may name any. Evolution passes it on in two
 * ways: under the key of the chat it came through, which WhatsApp vouches for, or as the bare protocol message
 * (`messages.edited`), whose `key` is the sender's own writing: an honest customer's edit says `fromMe: true` there and
 * names the company's own number, because that is how their phone sees it.
 */

/** A change told under the key of its chat. */
type Told = { key: Loose; waId: string }

/** `messages.edited`: a protocol message as its sender wrote it. It proves nothing about who that was. */
export function claimedChange(envelope: Loose, protocol: Loose, receivedAt?: Date): Inbound {
  const waId = idOf(objectOf(protocol.key)?.id)
  return waId
    ? asked(envelope, protocol, { waId, by: claimant(envelope, protocol.key) }, receivedAt)
    : unknown()
}

/** `messages.upsert` with a protocol message in it, or null where that asks for nothing we know. */
export function filedChange(
  envelope: Loose,
  data: Loose,
  key: Loose | null,
  receivedAt?: Date,
): Inbound | null {
  const protocol = protocolOf(data.message)
  const waId = idOf(objectOf(protocol?.key)?.id)
  return key && protocol && waId
    ? asked(envelope, protocol, { waId, by: doerOf(envelope, key) }, receivedAt)
    : null
}

/** An edit that later Evolutions tell by `messages.update`. */
export function toldEdit(
  envelope: Loose,
  { key, waId, message, stamp }: Told & { message: unknown; stamp: unknown },
  receivedAt?: Date,
): Inbound {
  return edit(message, { waId, by: doerOf(envelope, key), at: timeOf(envelope, stamp, receivedAt) })
}

export function toldRevoke(envelope: Loose, { key, waId }: Told): Inbound {
  return { type: 'revoked', waId, by: doerOf(envelope, key) }
}

function asked(
  envelope: Loose,
  protocol: Loose,
  about: { waId: string; by: Doer },
  receivedAt?: Date,
): Inbound {
  const { type } = protocol
  if (type === 'REVOKE' || type === 0) return { type: 'revoked', ...about }
  if (type !== 'MESSAGE_EDIT' && type !== 14) return { type: 'ignored', reason: 'protocol' }
  const at = timeOf(envelope, protocol.timestampMs, receivedAt)
  return edit(protocol.editedMessage, { ...about, at })
}

function edit(message: unknown, about: { waId: string; by: Doer; at: Date }): Inbound {
  const content = contentOf(message)
  if (typeof content === 'string') return { type: 'ignored', reason: content }
  if (content.text === null) return { type: 'ignored', reason: 'empty' }
  return { type: 'edited', ...about, text: content.text }
}

function doerOf(envelope: Loose, key: Loose): Doer {
  return {
    side: key.fromMe === true ? 'company' : 'contact',
    identities: namesOf(key, envelope.sender),
  }
}

function claimant(envelope: Loose, rawKey: unknown): Doer {
  const key = objectOf(rawKey)
  const own = phoneIn(envelope.sender)
  // From where a customer stands, the chat is named after the company.
  const seenFromThere = own !== null && phoneIn(key?.remoteJid) === own
  const names = seenFromThere ? [] : namesOf(key && { remoteJid: key.remoteJid }, null)
  return { side: 'unproven', identities: names }
}

function unknown(): Inbound {
  return { type: 'ignored', reason: 'unknown_shape' }
}
