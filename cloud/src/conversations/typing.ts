import type { Database } from '../platform/database.ts'
import type { WhatsappGateway } from '../whatsapp/index.ts'
import { sendTarget } from './outbound.repo.ts'

/** One “digitando…” lasts this long; then it is asked for again, if somebody still types. Milliseconds. */
export const BURST_MS = 5000
/** A console that never says that it stopped is not believed for longer than this. */
const MOST_BURSTS = 24

/** Shows “digitando…” to a conversation's customer for some milliseconds, or until `signal` ends it. */
export type ShowTyping = (
  tenantId: string,
  conversationId: string,
  ms: number,
  signal: AbortSignal,
) => Promise<void>

type Deps = {
  /** Decoration: a failure ends it. */
  show: ShowTyping
  pause?: (ms: number) => Promise<void>
}

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/**
 * Shows a customer that a person writes, burst by burst, while the consoles say so: one call in five seconds for each
 * conversation, however many people type in it. It stops with the last of them, in the middle of a burst too, and
 * WhatsApp itself ends it when the message comes.
 */
export function createTyping({ show, pause = sleep }: Deps) {
  /** What ends the typing shown in a conversation of a tenant; a new one for each time somebody begins. */
  const writing = new Map<string, AbortController>()

  async function keepShowing(tenantId: string, conversationId: string, { signal }: AbortController) {
    for (let burst = 0; burst < MOST_BURSTS && !signal.aborted; burst++)
      await Promise.all([show(tenantId, conversationId, BURST_MS, signal), pause(BURST_MS)])
  }

  return (tenantId: string, conversationId: string, isTyping: boolean): void => {
    const key = `${tenantId}/${conversationId}`
    const begun = writing.get(key)
    if (!isTyping) {
      writing.delete(key)
      begun?.abort()
      return
    }
    if (begun) return
    const turn = new AbortController()
    writing.set(key, turn)
    keepShowing(tenantId, conversationId, turn)
      .catch(() => undefined)
      .finally(() => {
        if (writing.get(key) === turn) writing.delete(key)
      })
  }
}

type Door = { db: Database; gateway: Pick<WhatsappGateway, 'showTyping' | 'hideTyping'> }

/** “digitando…” on the customer's phone; Meta's official channel shows none. */
export function typingShown({ db, gateway }: Door): {
  show: ShowTyping
  /** Ends what this or another process shows. */
  hide(tenantId: string, conversationId: string): Promise<void>
} {
  const phoneOf = async (tenantId: string, conversationId: string) => {
    const target = await db.tenant(tenantId, (tx) => sendTarget(tx, conversationId))
    return target?.channel === 'phone' ? target : null
  }
  return {
    async show(tenantId, conversationId, ms, signal) {
      const target = await phoneOf(tenantId, conversationId)
      // Over before it began: what is asked for now would be shown after the message.
      if (!target || signal.aborted) return
      let hiding: Promise<void> | undefined
      const hide = () => {
        hiding = gateway.hideTyping(target).catch(() => undefined)
      }
      signal.addEventListener('abort', hide, { once: true })
      try {
        await gateway.showTyping({ ...target, ms })
      } finally {
        signal.removeEventListener('abort', hide)
        await hiding
      }
    },
    async hide(tenantId, conversationId) {
      const target = await phoneOf(tenantId, conversationId)
      if (target) await gateway.hideTyping(target)
    },
  }
}
