import { randomBytes } from 'node:crypto'
import { badRequest } from './errors.ts'
import type { Instance } from './instance.ts'
import type { EvolutionMessage, MessageStatus, StoredMessage } from './message.ts'

/** Meta takes free text for this long after the customer's last message. */
const windowMs = 24 * 3_600_000

export const isOfficial = (instance: Instance): boolean => instance.integration === 'WHATSAPP-BUSINESS'

/** Id of a message on Meta's side. */
export const graphMessageId = (): string => `wamid.${randomBytes(12).toString('hex').toUpperCase()}`

/** What a message of the phone channel looks like on the official one: less of everything. */
export function asOfficial(data: EvolutionMessage): EvolutionMessage {
  const { key, message, messageType, messageTimestamp, instanceId } = data
  const { messageContextInfo: _devices, ...plain } = message
  return {
    key: { id: key.id, remoteJid: key.remoteJid, fromMe: key.fromMe },
    ...(key.fromMe ? { status: 'PENDING' } : data.pushName === undefined ? {} : { pushName: data.pushName }),
    message: plain,
    messageType,
    messageTimestamp,
    instanceId,
    source: 'unknown',
  }
}

const words: Partial<Record<MessageStatus, string>> = { sent: 'SENT', delivered: 'DELIVERED', read: 'READ' }

/** A tick as the official channel tells it: other words, the customer as participant, and `fromMe` false (sic). */
export function officialTick({ data, rowId }: StoredMessage, status: MessageStatus, instance: Instance) {
  return {
    messageId: rowId,
    keyId: data.key.id,
    remoteJid: data.key.remoteJid,
    fromMe: false,
    participant: data.key.remoteJid,
    status: words[status],
    instanceId: instance.id,
  }
}

/** @throws EvolutionError 400 in Meta's words when the customer has not written for 24 hours */
export function requireWindow(instance: Instance, chat: string): void {
  if (!isOfficial(instance)) return
  const last = instance.messages.lastOf(chat, ({ direction }) => direction === 'in')
  if (last && Date.now() - last.at < windowMs) return
  throw badRequest(
    'Re-engagement message: more than 24 hours have passed since the customer last replied to this number.',
  )
}

/** @throws EvolutionError 400 for what only the phone channel can do */
export function requirePhoneChannel(instance: Instance): void {
  if (isOfficial(instance)) throw badRequest('Method not available on WhatsApp Business API')
}
