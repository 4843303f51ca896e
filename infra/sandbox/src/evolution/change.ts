import { findTarget } from '../phone/find-target.ts'
import { PhoneError } from '../phone/phone-error.ts'
import { viewOf } from '../phone/view.ts'
import type { Instance } from './instance.ts'
import type { StoredMessage } from './message.ts'
import type { World } from './world.ts'

interface Change {
  target?: string | undefined
  text: string
  fromMe: boolean
}

function changed(instance: Instance, chat: string, change: Change): StoredMessage {
  const wanted = change.fromMe ? 'out' : 'in'
  const message = findTarget(instance, chat, change.target, ({ direction }) => direction === wanted)
  if (!message) throw new PhoneError(404, 'phone.unknown_message', 'There is no such message to change.')
  return message
}

const keyOf = ({ data: { key } }: StoredMessage) => ({
  remoteJid: key.remoteJid,
  fromMe: key.fromMe,
  id: key.id,
})

/** The key a change carries: written where its author stands, to whom the message is theirs and the chat the other end's. */
const writtenKey = (instance: Instance, message: StoredMessage) => {
  const key = keyOf(message)
  return key.fromMe ? key : { ...key, remoteJid: instance.ownerJid ?? key.remoteJid, fromMe: true }
}

const show = (world: World, instance: Instance, message: StoredMessage): void =>
  world.events.tell(() => ({ type: 'message', instance: instance.name, message: viewOf(message) }))

/** The author changed the words of a message: `messages.edited`. */
export function edit(world: World, instance: Instance, chat: string, change: Change): { id: string } {
  const message = changed(instance, chat, change)
  message.text = change.text
  message.edited = true
  world.webhooks.emit(instance, 'messages.edited', {
    key: writtenKey(instance, message),
    type: 'MESSAGE_EDIT',
    editedMessage: { conversation: change.text },
    timestampMs: String(Date.now()),
  })
  show(world, instance, message)
  return { id: message.data.key.id }
}

/** The author deleted a message for everyone: `messages.edited` of type REVOKE, then `messages.delete`. */
export function revoke(world: World, instance: Instance, chat: string, change: Change): { id: string } {
  const message = changed(instance, chat, change)
  message.revoked = true
  world.webhooks.emit(instance, 'messages.edited', { key: writtenKey(instance, message), type: 'REVOKE' })
  world.webhooks.emit(instance, 'messages.delete', keyOf(message))
  show(world, instance, message)
  return { id: message.data.key.id }
}

/** Puts an emoji on a message, for the phone to show; '' takes it off. */
export function react(world: World, instance: Instance, message: StoredMessage, emoji: string): void {
  message.reaction = emoji
  show(world, instance, message)
}
