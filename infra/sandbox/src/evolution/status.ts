import type { Instance } from './instance.ts'
import { isFurther, type MessageStatus, type StoredMessage } from './message.ts'
import { isOfficial, officialTick } from './official.ts'
import type { World } from './world.ts'

const acknowledgement: Record<MessageStatus, string> = {
  pending: 'PENDING',
  sent: 'SERVER_ACK',
  delivered: 'DELIVERY_ACK',
  read: 'READ',
}

/** Moves the ticks of a message forward and shows it on the phone; false when it was as far already. */
export function advance(
  world: World,
  instance: Instance,
  message: StoredMessage,
  status: MessageStatus,
): boolean {
  if (!isFurther(status, message.status)) return false
  message.status = status
  world.events.tell(() => ({
    type: 'status',
    instance: instance.name,
    chat: message.chat,
    id: message.data.key.id,
    status,
  }))
  return true
}

/** A tick from the customer's side on a message of ours: moves it and emits `messages.update`. */
export function acknowledge(
  world: World,
  instance: Instance,
  message: StoredMessage,
  status: MessageStatus,
): void {
  if (!advance(world, instance, message, status)) return
  const name = acknowledgement[status]
  message.updates.push(name)
  if (isOfficial(instance)) {
    world.webhooks.emit(instance, 'messages.update', officialTick(message, status, instance))
    return
  }
  world.webhooks.emit(instance, 'messages.update', {
    keyId: message.data.key.id,
    remoteJid: message.data.key.remoteJid,
    fromMe: true,
    status: name,
    instanceId: instance.id,
    messageId: message.rowId,
  })
}

/** What happens to an accepted message by itself: WhatsApp's server has it, then the customer's phone. */
export function deliver(world: World, instance: Instance, message: StoredMessage): void {
  world.timers.after(1, () => acknowledge(world, instance, message, 'sent'))
  world.timers.after(world.times.deliveryAckMs, () => acknowledge(world, instance, message, 'delivered'))
}
