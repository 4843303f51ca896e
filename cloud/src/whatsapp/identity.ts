import type { Peer } from './inbound.ts'
import { type Loose, textOf } from './loose.ts'

export type JidKind = 'phone' | 'lid' | 'group' | 'status' | 'newsletter' | 'broadcast' | 'unknown'
export type Jid = { kind: JidKind; user: string }

const SERVERS: Record<string, JidKind> = {
  's.whatsapp.net': 'phone',
  'c.us': 'phone',
  hosted: 'phone',
  lid: 'lid',
  'hosted.lid': 'lid',
  'g.us': 'group',
  newsletter: 'newsletter',
  broadcast: 'broadcast',
}

/** Takes a JID apart; a device suffix (`:12`, `.0:1`) is dropped, and a bare number counts as a phone. */
export function parseJid(jid: string): Jid {
  const at = jid.lastIndexOf('@')
  const server = at < 0 ? 's.whatsapp.net' : jid.slice(at + 1).toLowerCase()
  const user = (at < 0 ? jid : jid.slice(0, at)).replace(/(\.\d+)?(:\d+)?$/, '')
  if (server === 'broadcast' && user === 'status') return { kind: 'status', user }
  const kind = Object.hasOwn(SERVERS, server) ? SERVERS[server]! : 'unknown'
  // E.164 has at most 15 digits; LIDs are seen with up to 15 and may grow.
  if (kind === 'phone' && !/^\d{5,15}$/.test(user)) return { kind: 'unknown', user }
  if (kind === 'lid' && !/^\d{1,30}$/.test(user)) return { kind: 'unknown', user }
  return { kind, user }
}

/**
 * E.164 digits of one person, always the same for the same person: a Brazilian mobile without its ninth digit gets it.
 * Landlines (first of the eight digits 2 to 5) and other countries stay as they are.
 */
export function normalisePhone(digits: string): string {
  return /^55[1-9][1-9][6-9]\d{7}$/.test(digits) ? `${digits.slice(0, 4)}9${digits.slice(4)}` : digits
}

/** Every address of a person: the one they last wrote from, and those of all their names. */
export function addressesOf(jid: string, identities: string[]): string[] {
  const named = identities.map((identity) => {
    const [kind, user] = identity.split(':')
    return `${user}@${kind === 'lid' ? 'lid' : 's.whatsapp.net'}`
  })
  return [...new Set([jid, ...named])]
}

/** Every JID under which WhatsApp may file this chat: a Brazilian mobile exists with and without its ninth digit. */
export function jidVariants(jid: string): string[] {
  const { kind, user } = parseJid(jid)
  if (kind !== 'phone') return [jid]
  const long = normalisePhone(user)
  const short = /^55[1-9][1-9]9[6-9]\d{7}$/.test(long) ? `${long.slice(0, 4)}${long.slice(5)}` : long
  return [...new Set([user, long, short])].map((phone) => `${phone}@s.whatsapp.net`)
}

/**
 * The person of a chat, from a message key. Versions drifted: 2.3.5 and later name the other JID in `remoteJidAlt`;
 * 2.3.1 to 2.3.4 rewrote `remoteJid` from `senderPn` and kept the LID in `previousRemoteJid`.
 * @param own the company's own JID where known; in its own messages Baileys puts the *sender's* other name in the
 *   alternates, which must never become a name of the customer
 */
export function peerOf(key: Loose, options: { name: unknown; own: unknown }): Peer | null {
  const fromMe = key.fromMe === true
  const own = phoneIn(options.own)
  const isOwn = (jid: Jid) => own !== null && jid.kind === 'phone' && normalisePhone(jid.user) === own
  let address = textOf(key.remoteJid, 200)
  let others = [key.remoteJidAlt, key.senderPn, key.senderLid, key.previousRemoteJid]
  const previous = textOf(key.previousRemoteJid, 200)
  if (fromMe) {
    // The rewriting versions put the company's own number here; the chat is then the LID it had before.
    if (address && previous && isOwn(parseJid(address))) address = previous
    others = own === null ? [] : [key.remoteJidAlt].filter((other) => phoneIn(other) !== null)
  }
  if (!address) return null
  const chat = parseJid(address)
  if (chat.kind !== 'phone' && chat.kind !== 'lid') return null
  const names = [chat, ...others.flatMap((other) => (typeof other === 'string' ? [parseJid(other)] : []))]
  const phones = names.filter((name) => name.kind === 'phone' && (name === chat || !isOwn(name)))
  const phone = phones[0] ? normalisePhone(phones[0].user) : null
  const lid = names.find((name) => name.kind === 'lid')?.user
  return {
    identities: [...(phone ? [`phone:${phone}`] : []), ...(lid ? [`lid:${lid}`] : [])],
    phone,
    jid: address.includes('@') ? address : `${chat.user}@s.whatsapp.net`,
    name: fromMe ? null : textOf(options.name, 100),
  }
}

/** The names of whoever is at the other end of a message key's chat; empty when it names nobody. */
export function namesOf(key: Loose | null, own: unknown): string[] {
  return (key && peerOf(key, { name: null, own }))?.identities ?? []
}

/** The normalised phone in a JID, or null when it holds none. */
export function phoneIn(jid: unknown): string | null {
  if (typeof jid !== 'string') return null
  const { kind, user } = parseJid(jid)
  return kind === 'phone' ? normalisePhone(user) : null
}
