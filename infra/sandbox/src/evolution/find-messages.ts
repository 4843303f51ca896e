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
  const size = query.offset || 50
  const page = query.page || 1
  const found = instance.messages.find(
    {
      rowId: where.id || undefined,
      id: key?.id || undefined,
      chat: key?.remoteJid ? world.identities.chatOf(key.remoteJid) : undefined,
      remoteJid: key?.remoteJid || undefined,
      fromMe: key?.fromMe || undefined,
      source: where.source || undefined,
      messageType: where.messageType || undefined,
      between: between(where.messageTimestamp),
    },
    { skip: size * (page - 1), take: size },
  )
  const pages = Math.ceil(found.total / size)
  return {
    messages: { total: found.total, pages, currentPage: page, records: found.page.map(recordOf) },
  }
}
