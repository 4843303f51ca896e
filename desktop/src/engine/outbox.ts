import type { Api } from '@plantao/shared/http/api'
import { backoff } from './backoff.ts'
import { failureOf, isPassing } from './failure.ts'
import type { LocalStore } from './local-store.ts'
import type { Clock } from './ports.ts'
import { draftKey, type OutboxItem } from './state.ts'

/**
 * The next reply of each conversation that may leave now: the oldest one not yet given up. A reply behind one that is
 * on its way waits, so that order holds; a failed one is the person's to decide and holds nobody back.
 */
export function nextToSend(outbox: OutboxItem[], waiting: ReadonlySet<string>): OutboxItem[] {
  const heads = new Map<string, OutboxItem>()
  for (const item of outbox) {
    if (item.state !== 'failed' && !heads.has(item.conversationId)) heads.set(item.conversationId, item)
  }
  return [...heads.values()].filter((item) => item.state === 'queued' && !waiting.has(item.conversationId))
}

/**
 * Replies on their way. Each is stored before it is tried; the server takes the same client id only once, so a reply
 * whose answer was lost is simply tried again.
 */
export function createOutbox(deps: {
  store: LocalStore
  api: Api
  clock: Clock
  random: () => number
  newId: () => string
}) {
  const { store, api, clock } = deps
  /** Conversations between tries, with what cancels the wait. */
  const waiting = new Map<string, () => void>()
  let order = Math.max(0, ...store.state().outbox.map((item) => item.order))
  let stopped = false

  function flush(): void {
    if (stopped) return
    for (const item of nextToSend(store.state().outbox, new Set(waiting.keys()))) void attempt(item)
  }

  function change(item: OutboxItem): void {
    const outbox = store.state().outbox.map((each) => (each.clientId === item.clientId ? item : each))
    store.show({ set: { outbox } })
  }

  async function attempt(item: OutboxItem): Promise<void> {
    const { conversationId: id, clientId, kind, text } = item
    change({ ...item, state: 'sending' })
    try {
      const call = { params: { id }, body: { clientId, text } }
      const message = kind === 'note' ? await api.writeNote(call) : await api.sendMessage(call)
      if (stopped) return
      // An event may have brought this message in a later state already; then the answer is the older news.
      const kept = await store.cache.thread(message.conversationId)
      const known = kept?.messages.some((each) => each.id === message.id)
      await store.commit({ outboxDrop: [clientId], messages: known ? [] : [message] })
    } catch (error) {
      if (stopped) return
      await setBack(item, error)
    }
    flush()
  }

  async function setBack({ clientId }: OutboxItem, error: unknown): Promise<void> {
    // As it stands now: its conversation may have been merged into another meanwhile.
    const item = store.state().outbox.find((each) => each.clientId === clientId)
    // Proven by an event meanwhile: nothing is left to do.
    if (!item) return
    const attempts = item.attempts + 1
    const id = item.conversationId
    const failure = failureOf(error)
    if (!isPassing(error)) {
      return store.commit({ outboxPut: [{ ...item, attempts, state: 'failed', failure }] })
    }
    const wait = backoff(attempts, deps.random)
    const cancel = clock.after(wait, () => {
      waiting.delete(id)
      flush()
    })
    waiting.set(id, cancel)
    change({ ...item, attempts, state: 'queued', failure })
  }

  function find(clientId: string): OutboxItem | undefined {
    return store.state().outbox.find((each) => each.clientId === clientId && each.state === 'failed')
  }

  return {
    /** Takes a reply or a note for exactly this conversation; its draft is done. */
    send: async (conversationId: string, text: string, kind: OutboxItem['kind'] = 'text') => {
      const item: OutboxItem = {
        clientId: deps.newId(),
        conversationId,
        kind,
        text,
        createdAt: new Date(clock.now()).toISOString(),
        order: ++order,
        state: 'queued',
        attempts: 0,
        failure: null,
      }
      const key = draftKey(conversationId, kind)
      const drafts = store.state().drafts[key]?.trim() === text ? { [key]: '' } : {}
      await store.commit({ outboxPut: [item], drafts })
      flush()
    },
    /** A failed reply goes again, under the same client id. */
    retry: async (clientId: string) => {
      const item = find(clientId)
      if (item) await store.commit({ outboxPut: [{ ...item, state: 'queued', failure: null }] })
      flush()
    },
    /** A failed reply is taken back; its text returns to the draft if there is none. */
    discard: async (clientId: string) => {
      const item = find(clientId)
      if (!item) return
      const key = draftKey(item.conversationId, item.kind)
      const drafts = store.state().drafts[key] ? {} : { [key]: item.text }
      await store.commit({ outboxDrop: [clientId], drafts })
    },
    /** The line is back: no more waiting. */
    hurry: () => {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
      flush()
    },
    stop: () => {
      stopped = true
      for (const cancel of waiting.values()) cancel()
    },
  }
}
