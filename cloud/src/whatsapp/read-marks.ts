import type { WhatsappGateway } from './gateway.port.ts'
import { parseJid } from './identity.ts'

/** Marks of one number are sent together, this long after the first. Milliseconds. */
const GATHER_MS = 1000
/** Evolution takes any number; a call stays small all the same. */
const MOST = 100

type Read = { instance: string; jid: string; phone: string | null; waIds: string[] }

export type ReadMarks = {
  /** Shows these messages as read on the customer's phone, soon. Decoration: nothing is waited for or repeated. */
  add(read: Read): void
  /** Sends what was gathered. */
  flush(): Promise<void>
}

/** Gathers what people and the bot took in, and tells WhatsApp in one call a number and second. */
export function createReadMarks(gateway: Pick<WhatsappGateway, 'markRead'>): ReadMarks {
  let waiting = new Map<string, { jid: string; waId: string }[]>()
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const gathered = waiting
    waiting = new Map()
    for (const [instance, messages] of gathered)
      for (let from = 0; from < messages.length; from += MOST)
        await gateway
          .markRead({ instance, messages: messages.slice(from, from + MOST) })
          .catch(() => undefined)
  }

  return {
    add({ instance, jid, phone, waIds }) {
      const chat = readableChat(jid, phone)
      if (!chat || waIds.length === 0) return
      const messages = waiting.get(instance) ?? []
      waiting.set(instance, [...messages, ...waIds.map((waId) => ({ jid: chat, waId }))])
      timer ??= setTimeout(() => void flush(), GATHER_MS)
      timer.unref()
    },
    flush,
  }
}

/** Evolution drops keys under a LID and says success: the phone's JID stands for it where it is known. */
function readableChat(jid: string, phone: string | null): string | null {
  if (parseJid(jid).kind === 'phone') return jid
  return phone ? `${phone}@s.whatsapp.net` : null
}
