import { peerOf } from './identity.ts'
import type { Inbound } from './inbound.ts'
import { dataOf, eventName, idOf, instantOf, type Loose, objectOf } from './loose.ts'

/** What an event is about, as far as an erasure must know. */
export type About = {
  /**
   * `said`: words of the chat. `own_send`: Evolution's note of a send of ours. `change`: an edit, a withdrawal, an emoji
   * or a tick of a message. `other`: what we have no use for, or what passes (who types).
   */
  what: 'said' | 'own_send' | 'change' | 'other'
  /** Names of whoever is at the other end, normalised; empty when the event does not tell. */
  identities: string[]
  /** Further names that stand somewhere in an event we have no use for. */
  mentioned: string[]
  /** WhatsApp's ids: the message's own, and the one it changes. */
  waIds: string[]
  /** When it was said, by WhatsApp's clock; null for what bears no such time. */
  at: Date | null
}

const WHAT: Partial<Record<Inbound['type'], About['what']>> = {
  message: 'said',
  from_me: 'said',
  own_send: 'own_send',
  reaction: 'change',
  ack: 'change',
  edited: 'change',
  revoked: 'change',
  typing: 'other',
  ignored: 'other',
}

/** Whom and which messages an event is about; null when it is about no customer at all (a connection, a QR code). Pure. */
export function aboutOf(event: string, body: unknown, inbound: Inbound): About | null {
  const what = WHAT[inbound.type]
  if (!what) return null
  const envelope = objectOf(body) ?? {}
  const data = dataOf(body) ?? {}
  const key = keyOf(event, data)
  const peer = peerOf(key, { name: null, own: envelope.sender })
  const target = 'waId' in inbound ? inbound.waId : null
  return {
    what,
    identities: peer?.identities ?? [],
    mentioned: inbound.type === 'ignored' ? namesIn(envelope.data) : [],
    waIds: [...new Set([idOf(key.id), target].filter((id) => id !== null))],
    at: 'at' in inbound && what !== 'change' ? inbound.at : instantOf(data.messageTimestamp),
  }
}

/** Where an event names its chat: most have a key, ticks are flat, a deletion may be the key itself, typing has an id. */
function keyOf(event: string, data: Loose): Loose {
  const key = objectOf(data.key)
  switch (eventName(event)) {
    case 'messages.update':
      return key ?? { remoteJid: data.remoteJid, fromMe: data.fromMe, id: data.keyId }
    case 'messages.delete':
      return key ?? data
    case 'presence.update':
      return { remoteJid: data.id }
    case 'send.message':
      return { ...key, fromMe: true }
    default:
      return key ?? {}
  }
}

const JID = /"(\d{1,30}(?:\.\d+)?(?::\d+)?@[a-z.]{3,20})"/gi
/** Names looked at in one event; a list of contacts longer than this is not sent to us. */
const MOST_NAMES = 5_000

/** Every person named anywhere in an event, normalised. */
export function namesIn(data: unknown): string[] {
  const names = new Set<string>()
  for (const [, jid] of (JSON.stringify(data) ?? '').matchAll(JID)) {
    for (const name of namesOfJid(jid!)) names.add(name)
    if (names.size >= MOST_NAMES) break
  }
  return [...names]
}

/** The names of whoever is at the other end of a message with this key, normalised. `own`: the company's own JID. */
export function namesOfKey(key: Loose, own: string | null): string[] {
  return peerOf(key, { name: null, own })?.identities ?? []
}

/** The name of the person with this JID, normalised; none for a group and the like. */
export function namesOfJid(jid: string): string[] {
  return peerOf({ remoteJid: jid }, { name: null, own: null })?.identities ?? []
}

/** Patterns, for PostgreSQL's `~`, of the ways a JSON text may name a person: see `parseJid`. */
export function namedInJson(identity: string): string {
  const [kind, digits = ''] = identity.split(':')
  const short = /^55\d{2}9\d{8}$/.test(digits) ? `|${digits.slice(0, 4)}${digits.slice(5)}` : ''
  const device = '(\\.[0-9]+)?(:[0-9]+)?'
  return kind === 'lid'
    ? `"${digits}${device}@(hosted\\.)?lid"`
    : `"(${digits}${short})(${device}@(s\\.whatsapp\\.net|c\\.us|hosted))?"`
}
