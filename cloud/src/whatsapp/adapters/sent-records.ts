import { contentOf } from '../content.ts'
import { GatewayError, type SentRecord } from '../gateway.port.ts'
import { jidVariants } from '../identity.ts'
import { idOf, instantOf, type Loose, numberOf, objectOf } from '../loose.ts'

/** The one page of `/chat/findMessages`, oddly called offset there. */
export const PAGE_SIZE = 50
/** 200 messages of ours to one chat within a check's minutes would be a fault of its own. */
const MOST_PAGES = 4

/** The body that asks for our own messages to a chat. Times count only when both ends are given. */
export function sentQuery(jid: string, since: Date, until: Date, page: number): Loose {
  return {
    where: {
      key: { fromMe: true, remoteJid: jid },
      messageTimestamp: { gte: since.toISOString(), lte: until.toISOString() },
    },
    page,
    offset: PAGE_SIZE,
  }
}

/**
 * Reads one page. What the server did not filter is filtered here again: a wrong match would hide a lost message.
 * @throws GatewayError when the answer is not a page
 */
export function readPage(
  body: unknown,
  chats: Set<string>,
  since: Date,
): { records: SentRecord[]; more: boolean } {
  const messages = objectOf(objectOf(body)?.messages)
  // An answer without a list is no answer: read as an empty one, it would have the message sent again.
  if (!Array.isArray(messages?.records)) throw new GatewayError('unavailable', 'no records in the answer')
  const rows: unknown[] = messages.records
  // WhatsApp knows whole seconds only.
  const from = Math.floor(since.getTime() / 1000) * 1000
  const records = rows.flatMap((row) => record(objectOf(row), chats, from))
  const page = numberOf(messages?.currentPage) ?? 1
  const pages = numberOf(messages?.pages) ?? 1
  return { records, more: page < Math.min(pages, MOST_PAGES) }
}

function record(row: Loose | null, chats: Set<string>, from: number): SentRecord[] {
  const key = objectOf(row?.key)
  const waId = idOf(key?.id)
  const at = instantOf(row?.messageTimestamp)
  if (!row || !waId || !at || key?.fromMe !== true || at.getTime() < from) return []
  const named = [key.remoteJid, key.remoteJidAlt, key.previousRemoteJid]
  const ofChat = named.some(
    (jid) => typeof jid === 'string' && jidVariants(jid).some((one) => chats.has(one)),
  )
  if (!ofChat) return []
  const content = contentOf(row.message)
  return typeof content === 'string' ? [] : [{ waId, kind: content.kind, text: content.text, at }]
}
