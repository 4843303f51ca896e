import { viewOf } from '../phone/view.ts'
import { type Content, dress } from './content.ts'
import { androidMessageId, deviceOf, iphoneMessageId } from './ids.ts'
import { type Instance, rowId } from './instance.ts'
import { userOf } from './jid.ts'
import type { EvolutionMessage, MessageKey, StoredMessage } from './message.ts'
import { asOfficial, graphMessageId, isOfficial } from './official.ts'
import { bytes } from './protobuf.ts'
import { quoteOf } from './quote.ts'
import { advance } from './status.ts'
import type { World } from './world.ts'

/** A message someone typed on a phone: the customer's, or the company's own with `fromMe`. */
export interface Typed extends Content {
  id?: string | undefined
  /** The customer's phone JID; for a group, the one who wrote. */
  phone: string
  fromMe: boolean
  group?: string | undefined
  /** A LID to come under, and whether its number comes along. */
  lid?: { jid: string; disclosed: boolean } | undefined
  /** Epoch seconds. */
  timestamp?: number | undefined
  pushName?: string | undefined
  quoted?: string | undefined
}

function keyOf(world: World, typed: Typed, id: string): MessageKey {
  const { fromMe } = typed
  if (typed.group) {
    const lid = world.identities.lid(typed.phone)
    const author = fromMe ? {} : { participant: lid, participantAlt: typed.phone }
    return { remoteJid: typed.group, fromMe, id, ...author, addressingMode: 'lid' }
  }
  if (typed.lid) {
    world.identities.learn(typed.lid.jid, typed.phone, typed.lid.disclosed)
    const alt = typed.lid.disclosed ? { remoteJidAlt: typed.phone } : {}
    return { remoteJid: typed.lid.jid, ...alt, fromMe, id, addressingMode: 'lid' }
  }
  if (fromMe || typed.quoted || typed.kind !== 'text')
    return { remoteJid: typed.phone, fromMe, id, addressingMode: 'pn' }
  const remoteJidAlt = world.identities.lid(typed.phone)
  return { remoteJid: typed.phone, remoteJidAlt, fromMe, id, addressingMode: 'pn' }
}

/** Takes a message from a phone: files it, shows it, and hands it to Evolution; answers its id. */
export function receive(world: World, instance: Instance, typed: Typed): string {
  const id =
    typed.id ??
    (isOfficial(instance) ? graphMessageId() : typed.fromMe ? iphoneMessageId() : androidMessageId())
  const known = instance.messages.get(id)
  const message = known ?? file(world, instance, typed, id)
  world.ledger.received({
    id,
    contact: userOf(message.chat),
    instance: instance.name,
    kind: message.kind,
    text: message.text,
    fromMe: typed.fromMe,
    at: known ? Date.now() : message.at,
  })
  if (instance.state === 'open') handOver(world, instance, message)
  else instance.offline.add(id)
  return id
}

function file(world: World, instance: Instance, typed: Typed, id: string): StoredMessage {
  const at = Date.now()
  world.identities.wrote(typed.phone)
  const seconds = typed.timestamp ?? Math.floor(at / 1000)
  const plain = typed.fromMe || Boolean(typed.lid ?? typed.group ?? typed.quoted)
  const dressed = dress(typed, seconds, plain)
  if (typed.group && !typed.fromMe && dressed.messageType === 'conversation')
    dressed.message.senderKeyDistributionMessage = senderKey(typed.group)
  const contextInfo = typed.quoted ? quoteOf(instance, typed.quoted) : undefined
  const full: EvolutionMessage = {
    key: keyOf(world, typed, id),
    pushName: typed.fromMe ? (instance.profileName ?? '') : (typed.pushName ?? userOf(typed.phone)),
    status: typed.fromMe ? 'SERVER_ACK' : 'DELIVERY_ACK',
    ...dressed,
    ...(contextInfo ? { contextInfo } : {}),
    messageTimestamp: seconds,
    instanceId: instance.id,
    source: typed.fromMe && !typed.id ? 'ios' : deviceOf(id),
  }
  const data = isOfficial(instance) ? asOfficial(full) : full
  const message: StoredMessage = {
    rowId: rowId(),
    data,
    kind: typed.kind,
    text: typed.text,
    direction: typed.fromMe ? 'out' : 'in',
    author: typed.fromMe ? 'phone' : 'contact',
    chat: typed.group ?? typed.phone,
    at,
    status: 'sent',
    updates: [],
    ...(typed.media ? { media: typed.media } : {}),
  }
  instance.messages.add(message)
  world.events.tell(() => ({ type: 'message', instance: instance.name, message: viewOf(message) }))
  return message
}

const senderKey = (groupId: string) => ({
  groupId,
  axolotlSenderKeyDistributionMessage: bytes(new Uint8Array(32).fill(115)),
})

/** Evolution's side of an incoming message: the second tick, then the webhooks. */
function handOver(world: World, instance: Instance, message: StoredMessage): void {
  advance(world, instance, message, 'delivered')
  const { key, pushName } = message.data
  if (instance.settings.groupsIgnore && key.remoteJid.endsWith('@g.us')) return
  const data =
    instance.base64 && message.media
      ? { ...message.data, message: { ...message.data.message, base64: message.media.base64 } }
      : message.data
  world.webhooks.emit(instance, 'messages.upsert', data)
  const isNew = !instance.names.has(message.chat)
  if (!key.fromMe || isNew) instance.names.set(message.chat, pushName ?? '')
  world.webhooks.emit(instance, isNew ? 'contacts.upsert' : 'contacts.update', {
    remoteJid: key.remoteJid,
    pushName: key.fromMe ? '' : pushName,
    profilePicUrl: null,
    instanceId: instance.id,
  })
}

/** Hands over what was written while there was no connection, oldest first. */
export function handOverWaiting(world: World, instance: Instance): void {
  const waiting = [...instance.offline]
  instance.offline.clear()
  for (const id of waiting) {
    const message = instance.messages.get(id)
    if (message) handOver(world, instance, message)
  }
}
