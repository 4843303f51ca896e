import type { Message, SentKind } from '@plantao/shared/conversations'
import type { Api } from '@plantao/shared/http/api'
import { backoff } from './backoff.ts'
import { failureOf, isPassing } from './failure.ts'
import type { LocalStore } from './local-store.ts'
import type { Clock } from './ports.ts'
import type { Upload } from './state.ts'

/** A file a person means to send. Plain data, so that it can cross a process border. */
export type OutgoingFile = {
  kind: SentKind
  name: string
  mime: string
  caption: string
  bytes: ArrayBuffer
}

type Deps = { store: LocalStore; api: Api; clock: Clock; random: () => number; newId: () => string }

/**
 * Files on their way. Their bytes live in memory only, so a file waits for the line as long as the console is open;
 * the screen says so. One at a time leaves each conversation, in order; the server takes a client id once.
 */
export function createFiles({ store, api, clock, random, newId }: Deps) {
  const files = new Map<string, OutgoingFile>()
  /** Cancels of waits between tries, by client id. */
  const waits = new Map<string, () => void>()
  let stopped = false

  const all = () => store.state().uploads
  const show = (uploads: Upload[]) => store.show({ set: { uploads } })
  function change(clientId: string, part: Partial<Upload>): void {
    show(all().map((each) => (each.clientId === clientId ? { ...each, ...part } : each)))
  }
  function forget(clientId: string): void {
    files.delete(clientId)
    waits.get(clientId)?.()
    waits.delete(clientId)
    show(all().filter((each) => each.clientId !== clientId))
  }

  function flush(): void {
    const heads = new Map<string, Upload>()
    for (const upload of all()) {
      if (upload.state !== 'failed' && !heads.has(upload.conversationId))
        heads.set(upload.conversationId, upload)
    }
    for (const upload of heads.values()) {
      if (!stopped && upload.state === 'queued' && !waits.has(upload.clientId)) void attempt(upload)
    }
  }

  async function attempt({ clientId, conversationId, attempts }: Upload): Promise<void> {
    const file = files.get(clientId)
    if (!file) return forget(clientId)
    change(clientId, { state: 'sending', share: 0 })
    const form = new FormData()
    form.set('clientId', clientId)
    form.set('kind', file.kind)
    if (file.caption) form.set('caption', file.caption)
    form.set('file', new Blob([file.bytes], { type: file.mime }), file.name)
    try {
      const message: Message = await api.sendMedia({ params: { id: conversationId }, form })
      if (stopped) return
      const kept = await store.cache.thread(conversationId)
      // An event may have brought it in a later state already.
      if (!kept?.messages.some((each) => each.id === message.id)) await store.commit({ messages: [message] })
      forget(clientId)
    } catch (error) {
      if (stopped || !files.has(clientId)) return
      const passing = isPassing(error)
      change(clientId, {
        state: passing ? 'queued' : 'failed',
        attempts: attempts + 1,
        failure: failureOf(error),
      })
      if (passing)
        waits.set(
          clientId,
          clock.after(backoff(attempts + 1, random), () => again(clientId)),
        )
    }
    flush()
  }
  function again(clientId: string): void {
    waits.delete(clientId)
    flush()
  }

  return {
    send: (conversationId: string, file: OutgoingFile) => {
      const clientId = newId()
      files.set(clientId, file)
      const { kind, name, mime, caption, bytes } = file
      const createdAt = new Date(clock.now()).toISOString()
      const told = { clientId, conversationId, kind, name, mime, caption, bytes: bytes.byteLength, createdAt }
      show([...all(), { ...told, state: 'queued', share: 0, attempts: 0, failure: null }])
      flush()
    },
    retry: (clientId: string) => {
      change(clientId, { state: 'queued', failure: null })
      flush()
    },
    discard: forget,
    /** Forgets every file meant for a conversation that is no more. */
    discardOf: (conversationId: string) => {
      for (const each of all()) if (each.conversationId === conversationId) forget(each.clientId)
    },
    /** A conversation was merged into another: its files are for that one. */
    moved: (from: string, to: string) => {
      if (all().some((each) => each.conversationId === from))
        show(all().map((each) => (each.conversationId === from ? { ...each, conversationId: to } : each)))
    },
    /** How much of a file has left, as the caller hears it; 0 to 1. */
    progress: (clientId: string, share: number) => {
      if (all().some((each) => each.clientId === clientId && each.state === 'sending'))
        change(clientId, { share })
    },
    /** The line is back: no more waiting. */
    hurry: () => {
      for (const cancel of waits.values()) cancel()
      waits.clear()
      flush()
    },
    stop: () => {
      stopped = true
      for (const cancel of waits.values()) cancel()
    },
  }
}
