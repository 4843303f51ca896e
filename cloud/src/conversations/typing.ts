import type { Database } from '../platform/database.ts'
import type { WhatsappGateway } from '../whatsapp/index.ts'
import { sendTarget } from './outbound.repo.ts'

/** One “digitando…” lasts this long; then it is asked for again, if somebody still types. Milliseconds. */
export const BURST_MS = 5000
/** A console that never says that it stopped is not believed for longer than this. */
const MOST_BURSTS = 24

type Deps = {
  /** Shows “digitando…” to a conversation's customer for some milliseconds. Decoration: a failure ends it. */
  show: (tenantId: string, conversationId: string, ms: number) => Promise<void>
  pause?: (ms: number) => Promise<void>
}

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/**
 * Shows a customer that a person writes, burst by burst, while the consoles say so: one call in five seconds for each
 * conversation, however many people type in it. It stops with the last of them, and WhatsApp itself ends it when the
 * message comes.
 */
export function createTyping({ show, pause = sleep }: Deps) {
  /** Who types in what, by conversation; a new object for each time somebody begins. */
  const writing = new Map<string, object>()

  async function keepShowing(tenantId: string, conversationId: string, turn: object): Promise<void> {
    for (let burst = 0; burst < MOST_BURSTS && writing.get(conversationId) === turn; burst++) {
      await Promise.all([show(tenantId, conversationId, BURST_MS), pause(BURST_MS)])
    }
  }

  return (tenantId: string, conversationId: string, isTyping: boolean): void => {
    if (!isTyping) {
      writing.delete(conversationId)
      return
    }
    if (writing.has(conversationId)) return
    const turn = {}
    writing.set(conversationId, turn)
    keepShowing(tenantId, conversationId, turn)
      .catch(() => undefined)
      .finally(() => {
        if (writing.get(conversationId) === turn) writing.delete(conversationId)
      })
  }
}

/** Shows “digitando…” to a conversation's customer for some milliseconds; Meta's official channel shows none. */
export function typingShown({ db, gateway }: { db: Database; gateway: Pick<WhatsappGateway, 'showTyping'> }) {
  return async (tenantId: string, conversationId: string, ms: number): Promise<void> => {
    const target = await db.tenant(tenantId, (tx) => sendTarget(tx, conversationId))
    if (target?.channel === 'phone') await gateway.showTyping({ ...target, ms })
  }
}
