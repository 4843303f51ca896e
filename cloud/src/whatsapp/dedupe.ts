import { createHash, randomUUID } from 'node:crypto'
import type { IgnoredReason } from './inbound.ts'
import { dataOf, eventName, idOf, type Loose, numberOf, objectOf, textOf } from './loose.ts'
import { normalise } from './normalise.ts'

const NEVER_THE_SAME = new Set([
  'connection.update',
  'qrcode.updated',
  'status.instance',
  'logout.instance',
  'remove.instance',
  'presence.update',
])
/** Index entries have a limit, and no honest key comes near this. */
const LONGEST = 300

/**
 * The name under which an event is stored once. Evolution repeats what we answered too slowly, up to ten times;
 * the same text twice is two messages, so only the id counts, with a discriminator where events share the id of the
 * message they are about. What could not be understood does not use up its id: WhatsApp tells of a message before it can
 * be read, and sends the words under the same id. Connections, QR codes and who types are states, never duplicates.
 */
export function dedupeKey(event: string, body: unknown): string {
  const name = eventName(event)
  const storm = stormKey(name, body)
  if (storm) return storm
  if (NEVER_THE_SAME.has(name)) return `${name}:${randomUUID()}`
  const key = discriminated(name, body)
  if (key === null || key.length > LONGEST) return `${name.slice(0, 100)}:sha256:${hashOf(body)}`
  return key + unread(name, body)
}

/** Events that bring content, and by which it may come a second time. */
const BRINGS_CONTENT = new Set(['messages.upsert', 'send.message', 'messages.edited'])
/** Why nothing came of an event that may come again and be understood. */
const NOT_UNDERSTOOD: readonly IgnoredReason[] = ['empty', 'protocol', 'reaction', 'unknown_shape']

/** What sets an event apart that was not understood; '' for one that was, or that is none of our business for good. */
function unread(name: string, body: unknown): string {
  if (!BRINGS_CONTENT.has(name)) return ''
  const inbound = normalise(name, body)
  if (inbound.type === 'ignored') return NOT_UNDERSTOOD.includes(inbound.reason) ? `:${inbound.reason}` : ''
  return 'content' in inbound && inbound.content.kind === 'unsupported' ? ':unsupported' : ''
}

/**
 * With the network gone Evolution says `connecting` about three times a second, and who types is told again and again:
 * of each ten seconds, by its own clock, one of a kind is kept. The next one puts right what falls between.
 */
function stormKey(name: string, body: unknown): string | null {
  const kind =
    name === 'connection.update' ? connecting(body) : name === 'presence.update' ? typing(body) : null
  const at = objectOf(body)?.date_time
  const tenSeconds = typeof at === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d/.exec(at)?.[0]
  return kind && tenSeconds ? `${name}:${kind}:${tenSeconds}` : null
}

function connecting(body: unknown): string | null {
  return dataOf(body)?.state === 'connecting' ? 'connecting' : null
}

function typing(body: unknown): string | null {
  const data = dataOf(body)
  const chat = textOf(data?.id, 100)
  const state = chat && textOf(objectOf(objectOf(data?.presences)?.[chat])?.lastKnownPresence, 20)
  return state ? `${chat}:${state}` : null
}

function discriminated(name: string, body: unknown): string | null {
  const data = dataOf(body)
  const list = objectOf(body)?.data
  // One event of several messages has no single id.
  if (!data || (Array.isArray(list) && list.length > 1)) return null
  const id = idOf(objectOf(data.key)?.id)
  switch (name) {
    case 'messages.upsert':
    case 'send.message':
      return id && `${name}:${id}`
    case 'messages.update':
      return update(name, data, id)
    case 'messages.edited':
      return (
        id && `${name}:${id}:${kindOf(data.type)}:${numberOf(data.timestampMs) ?? hashOf(data.editedMessage)}`
      )
    case 'messages.delete':
      return id || idOf(data.id) ? `${name}:${id ?? idOf(data.id)}` : null
    default:
      return null
  }
}

function update(name: string, data: Loose, id: string | null): string | null {
  const of = idOf(data.keyId) ?? id
  const content = data.message ?? objectOf(data.update)?.message
  // An edit comes under the status of a tick that may have come before it.
  if (of && objectOf(content)) return `${name}:${of}:${hashOf(content)}`
  const status = data.status ?? objectOf(data.update)?.status
  return of && (typeof status === 'string' || typeof status === 'number') ? `${name}:${of}:${status}` : null
}

/** A name or a number; anything else may not even become a text (`{ "toString": null }`). */
function kindOf(type: unknown): string {
  return typeof type === 'string' || typeof type === 'number' ? `${type}` : hashOf(type)
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url')
}
