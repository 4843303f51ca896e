import { viewOf } from '../phone/view.ts'
import { badRequest } from './errors.ts'
import { apiMessageId } from './ids.ts'
import { type Instance, rowId } from './instance.ts'
import { createJid, userOf } from './jid.ts'
import type { EvolutionMessage, Media, StoredMessage } from './message.ts'
import { asOfficial, graphMessageId, isOfficial } from './official.ts'
import { long } from './protobuf.ts'
import { quoteOf } from './quote.ts'
import { deliver } from './status.ts'
import type { World } from './world.ts'

/** What a send route wants to send. */
export interface Outgoing {
  jid: string
  kind: string
  text: string
  messageType: string
  message: Record<string, unknown>
  /** False where WhatsApp's library adds no context (reactions). */
  context: boolean
  quoted?: string | undefined
  media?: Media | undefined
}

/** @throws EvolutionError 400 "Connection Closed" while the instance has no session */
export function requireConnection(instance: Instance): void {
  if (instance.state !== 'open') throw badRequest('Connection Closed')
}

/**
 * The JID Evolution would really send to.
 * @param number digits or a JID
 * @throws EvolutionError 400 with the list shape when the number has no WhatsApp
 */
export function recipient(world: World, number: string): string {
  const jid = createJid(number)
  if (!world.identities.exists(jid)) throw badRequest({ jid, exists: false, number })
  return world.identities.resolve(jid)
}

/** Shows "typing" for `delay` milliseconds; the HTTP request waits all that time, as the real one does. */
export async function typing(
  world: World,
  instance: Instance,
  jid: string,
  delay: number,
  presence = 'composing',
): Promise<void> {
  const chat = world.identities.chatOf(jid)
  const tell = (state: string) =>
    world.events.tell(() => ({ type: 'presence', instance: instance.name, chat, presence: state }))
  tell(presence)
  await world.timers.sleep(delay)
  if (presence === 'composing' || presence === 'recording') tell('paused')
}

/** The context Evolution puts on what it sends. */
function contextOf(instance: Instance, quoted: string | undefined, seconds: number) {
  return {
    mentionedJid: [],
    groupMentions: [],
    ephemeralSettingTimestamp: long(seconds - 172_800, false),
    disappearingMode: { initiator: 0 },
    ...(quoted ? quoteOf(instance, quoted) : {}),
  }
}

/**
 * Accepts a message: files it, counts it, shows it on the phone, starts `send.message` and the ticks.
 * @returns the answer of the send route
 */
export function accept(world: World, instance: Instance, outgoing: Outgoing): EvolutionMessage {
  const at = Date.now()
  const seconds = Math.floor(at / 1000)
  const context = outgoing.context ? contextOf(instance, outgoing.quoted, seconds) : undefined
  const official = isOfficial(instance)
  const full: EvolutionMessage = {
    key: { remoteJid: outgoing.jid, fromMe: true, id: official ? graphMessageId() : apiMessageId() },
    pushName: 'Você',
    status: 'PENDING',
    message: outgoing.message,
    ...(context ? { contextInfo: context } : {}),
    messageType: outgoing.messageType,
    messageTimestamp: seconds,
    instanceId: instance.id,
    source: 'web',
  }
  const data = official ? asOfficial(full) : full
  const message: StoredMessage = {
    rowId: rowId(),
    data,
    kind: outgoing.kind,
    text: outgoing.text,
    direction: 'out',
    author: 'api',
    chat: world.identities.chatOf(outgoing.jid),
    at,
    status: 'pending',
    updates: [],
    ...(outgoing.media ? { media: outgoing.media } : {}),
  }
  instance.messages.add(message)
  world.ledger.sent({
    id: data.key.id,
    contact: userOf(message.chat),
    instance: instance.name,
    kind: message.kind,
    text: message.text,
    at,
  })
  world.events.tell(() => ({ type: 'message', instance: instance.name, message: viewOf(message) }))
  echo(world, instance, data)
  deliver(world, instance, message)
  return data
}

let turn = 0

/** `send.message` is not awaited: now before, now after the HTTP answer. */
function echo(world: World, instance: Instance, data: EvolutionMessage): void {
  turn += 1
  if (turn % 2 === 0) world.webhooks.emit(instance, 'send.message', data)
  else world.timers.after(5, () => world.webhooks.emit(instance, 'send.message', data))
}
