import type { Instance } from './instance.ts'
import type { StoredMessage } from './message.ts'
import type { World } from './world.ts'

/** Body of `/chat/findMessages`. */
export interface MessageQuery {
  where?: {
    id?: string
    source?: string
    messageType?: string
    key?: { id?: string; fromMe?: boolean; remoteJid?: string }
    messageTimestamp?: { gte?: string; lte?: string }
  }
  page?: number
  /** The page size, whatever its name says. */
  offset?: number
}

/** Times count only when both ends are given, as ISO dates. */
function between(range: { gte?: string; lte?: string } | undefined): [number, number] | undefined {
  if (!range?.gte || !range.lte) return undefined
  const seconds = (iso: string) => Math.floor(new Date(iso).getTime() / 1000)
  return [seconds(range.gte), seconds(range.lte)]
}

/** The smallest list that holds every match, by the indexes there are. */
function candidates(world: World, instance: Instance, query: MessageQuery): StoredMessage[] {
  const { id, remoteJid } = query.where?.key ?? {}
  if (id) return [instance.messages.get(id)].filter((message) => message !== undefined)
  if (remoteJid) return instance.chats.get(world.identities.chatOf(remoteJid)) ?? []
  return instance.log
}

const recordOf = (message: StoredMessage) => ({
  id: message.rowId,
  key: message.data.key,
  pushName: message.data.pushName,
  messageType: message.data.messageType,
  message: message.data.message,
  messageTimestamp: message.data.messageTimestamp,
  instanceId: message.data.instanceId,
  source: message.data.source,
  contextInfo: message.data.contextInfo ?? null,
  MessageUpdate: message.updates.map((status) => ({ status })),
})

/** A page of messages, newest first. `fromMe: false` filters nothing, as in Evolution. */
export function findMessages(world: World, instance: Instance, query: MessageQuery) {
  const where = query.where ?? {}
  const { key } = where
  const times = between(where.messageTimestamp)
  const matches = candidates(world, instance, query).filter(
    ({ rowId, data }) =>
      (!where.id || rowId === where.id) &&
      (!where.source || data.source === where.source) &&
      (!where.messageType || data.messageType === where.messageType) &&
      (!key?.fromMe || data.key.fromMe) &&
      (!key?.remoteJid || data.key.remoteJid === key.remoteJid) &&
      (!times || (data.messageTimestamp >= times[0] && data.messageTimestamp <= times[1])),
  )
  const size = query.offset || 50
  const page = query.page || 1
  const newest = matches.toReversed()
  newest.sort((a, b) => b.data.messageTimestamp - a.data.messageTimestamp)
  const records = newest.slice(size * (page - 1), size * page).map(recordOf)
  const pages = Math.ceil(matches.length / size)
  return { messages: { total: matches.length, pages, currentPage: page, records } }
}
