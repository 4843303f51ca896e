import type { Conversation, Message } from '@plantao/shared/conversations'
import { ApiError } from '@plantao/shared/http/api'
import type { QuickReply, WriteQuickReply } from '@plantao/shared/quick-replies'
import type { LogEvent } from '@plantao/shared/realtime/events'
import type { Refusal } from '@plantao/shared/realtime/protocol'
import { createFakeLine, type Fault, throughFaults } from './fake-line.ts'
import { pageOf } from './fake-page.ts'

export const TENANT = '018f0000-0000-7000-8000-000000000001'
export const ME = {
  id: '018f0000-0000-7000-8000-0000000000aa',
  tenantId: TENANT,
  name: 'Ana',
  email: 'ana@x.example',
}
const member = { ...ME, role: 'attendant' as const }

/** An id that sorts by `n`, shaped like a UUID. */
export function idOf(kind: number, n: number): string {
  return `018f${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

type Written = { params: { id: string }; body: { clientId: string; text: string } }

/**
 * A cloud of one tenant in memory with a log, idempotent sends and faults to switch on. Times are those of the given
 * clock.
 */
export function createFakeHouse(now: () => number) {
  const conversations = new Map<string, Conversation>()
  const messages = new Map<string, Message[]>()
  /** Conversations that were merged into another. */
  const forwards = new Map<string, string>()
  const log: LogEvent[] = []
  const house = {
    conversations,
    messages,
    log,
    /** What happens to the next calls. `lost-answer`: the server does it, the caller never hears. */
    fault: 'none' as Fault,
    lineDown: false,
    refuse: null as Refusal | null,
    /** Sequences up to this one were deleted from the log. */
    forgottenUntil: 0,
    tokenGood: true,
    cookieGood: true,
    /** The member was removed, or the company deleted. */
    removed: false,
    mustChangePassword: false,
    renewals: 0,
    sendsAccepted: 0,
    calls: [] as string[],
    /** What others were sent, by conversation; one entry a click. */
    answeredSame: [] as Record<string, string>[],
    quickReplies: [] as QuickReply[],
  }

  const line = createFakeLine(house, () => log.length)
  const instant = () => new Date(now()).toISOString()

  function announce(type: LogEvent['type'], conversationId: string, messageId?: string): void {
    const event = {
      seq: log.length + 1,
      type,
      conversationId,
      at: instant(),
      ...(messageId ? { messageId } : {}),
    }
    log.push(event)
    if (!house.lineDown) for (const listener of line.listeners) listener.events([event])
  }

  function touch(id: string, part: Partial<Conversation>): Conversation {
    const next = { ...conversations.get(id)!, ...part, updatedAt: instant() }
    conversations.set(id, next)
    announce('conversation.changed', id)
    return next
  }

  function addConversation(n: number, part: Partial<Conversation> = {}): string {
    const id = idOf(1, n)
    conversations.set(id, {
      id,
      state: 'ai_active',
      contact: { id: idOf(2, n), phone: `55119999${String(n).padStart(5, '0')}`, name: `Cliente ${n}` },
      lastMessage: null,
      unread: 0,
      updatedAt: instant(),
      ...part,
    })
    messages.set(id, [])
    announce('conversation.changed', id)
    return id
  }

  let made = 0
  function addMessage(conversationId: string, part: Partial<Message> = {}): Message {
    const message: Message = {
      id: idOf(3, ++made),
      conversationId,
      direction: 'in',
      author: 'contact',
      kind: 'text',
      text: `mensagem ${made}`,
      status: 'received',
      at: instant(),
      arrival: made,
      ...part,
    }
    messages.get(conversationId)!.push(message)
    announce('message.created', conversationId, message.id)
    const { text = null, kind, author, at } = message
    touch(conversationId, { lastMessage: { text, kind, author, at } })
    return message
  }

  /** A message that arrives now but was written `back` messages ago. */
  function addLate(conversationId: string, back: number): Message {
    const rows = messages.get(conversationId)!
    const before = rows[Math.max(0, rows.length - 1 - back)]
    const late = addMessage(conversationId, before ? { at: before.at } : {})
    rows.splice(rows.indexOf(late), 1)
    rows.splice(before ? rows.indexOf(before) + 1 : 0, 0, late)
    return late
  }

  function changeMessage(conversationId: string, index: number, part: Partial<Message>): void {
    const rows = messages.get(conversationId)!
    rows[index] = { ...rows[index]!, ...part }
    announce('message.changed', conversationId, rows[index].id)
  }

  /** The person of a conversation is erased: everybody is told that it changed, and finds nothing. */
  function erase(id: string): void {
    conversations.delete(id)
    messages.delete(id)
    announce('conversation.changed', id)
  }

  /** Two conversations prove to be one person's: what was said in `left` stands in `kept`, and `left` leads there. */
  function merge(left: string, kept: string): void {
    for (const [from, to] of forwards) if (to === left) forwards.set(from, kept)
    forwards.set(left, kept)
    const moved = messages.get(left)!.map((message) => ({ ...message, conversationId: kept }))
    const said = [...messages.get(kept)!, ...moved].sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0))
    messages.set(kept, said)
    messages.delete(left)
    conversations.delete(left)
    announce('conversation.changed', left)
    touch(kept, {})
  }

  /** The session is ended by the cloud, which tells the open lines. */
  function endSession(): void {
    house.tokenGood = false
    for (const listener of [...line.listeners]) listener.sessionEnded()
  }

  const keptOf = (id: string) => forwards.get(id) ?? id
  function found(id: string): Conversation {
    const conversation = conversations.get(keptOf(id))
    if (!conversation) throw new ApiError('conversation.not_found', 404, '')
    return conversation
  }

  /** Nobody holds it any more. */
  function toTheAi(id: string, part: Partial<Conversation> = {}): Conversation {
    const { assignee: _, waitingSince: __, handoff: ___, ...rest } = found(id)
    conversations.set(id, rest)
    return touch(id, { state: 'ai_active', ...part })
  }

  const signed = () => ({
    accessToken: 't',
    expiresIn: 900,
    mustChangePassword: house.mustChangePassword,
    member,
  })

  /** Something a person wrote, once per client id, whatever is repeated. */
  function takeOnce(given: string, clientId: string, part: Partial<Message>, takesOver: boolean): Message {
    const id = found(given).id
    const known = messages.get(id)!.find((each) => each.clientId === clientId)
    if (known) return { ...known }
    house.sendsAccepted++
    const sent = addMessage(id, { direction: 'out', author: 'member', status: 'queued', clientId, ...part })
    if (takesOver) touch(id, { state: 'human_replied', assignee: { id: ME.id, name: ME.name } })
    return { ...sent }
  }

  const served = {
    login: async ({ body }: { body: { password: string } }) => {
      if (body.password !== 'certa') throw new ApiError('auth.wrong_credentials', 401, '')
      house.cookieGood = true
      house.tokenGood = true
      return signed()
    },
    refresh: async () => {
      house.renewals++
      if (house.removed) throw new ApiError('auth.removed', 401, '')
      if (!house.cookieGood) throw new ApiError('auth.required', 401, '')
      house.tokenGood = true
      return signed()
    },
    logout: async () => ({ ok: true as const }),
    me: async () => ({
      member,
      tenant: { id: TENANT, name: 'Padaria', timeZone: 'America/Sao_Paulo' },
      mustChangePassword: house.mustChangePassword,
    }),
    changePassword: async () => {
      house.mustChangePassword = false
      return { ok: true as const }
    },
    whatsappStatus: async () => ({ status: 'connected' as const }),
    conversations: async ({ query }: { query?: { state?: string; cursor?: string; limit?: number } }) => {
      const rows = [...conversations.values()]
        .filter((each) => !query?.state || each.state === query.state)
        .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt) || (a.id < b.id ? 1 : -1))
      return pageOf(rows, query?.cursor, query?.limit ?? 50)
    },
    conversation: async ({ params }: { params: { id: string } }) => ({ ...found(params.id) }),
    messages: async ({
      params,
      query,
    }: {
      params: { id: string }
      query?: { before?: string; limit?: number }
    }) => {
      const rows = messages.get(found(params.id).id)!
      const end = query?.before ? Number(query.before) : rows.length
      const from = Math.max(0, end - (query?.limit ?? 50))
      return {
        items: rows.slice(from, end).map((row) => ({ ...row })),
        ...(from > 0 ? { nextCursor: String(from) } : {}),
      }
    },
    sendMessage: async ({ params, body }: Written) => {
      const { assignee } = found(params.id)
      if (assignee && assignee.id !== ME.id) {
        throw new ApiError('conversation.held', 409, '', { name: assignee.name })
      }
      return takeOnce(params.id, body.clientId, { text: body.text }, true)
    },
    writeNote: async ({ params, body }: Written) =>
      takeOnce(params.id, body.clientId, { text: body.text, kind: 'note', status: 'received' }, false),
    sendMedia: async ({ params, form }: { params: { id: string }; form: FormData }) => {
      const file = form.get('file') as File
      const media = { fileName: file.name, mime: file.type, bytes: file.size }
      const kind = form.get('kind') as Message['kind']
      return takeOnce(params.id, String(form.get('clientId')), { kind, media }, true)
    },
    quickReplies: async () => ({ items: house.quickReplies }),
    createQuickReply: async ({ body }: { body: WriteQuickReply }) => {
      const made = { ...body, id: idOf(9, house.quickReplies.length + 1), updatedAt: instant() }
      house.quickReplies = [...house.quickReplies, made]
      return made
    },
    markRead: async ({ params }: { params: { id: string } }) => touch(params.id, { unread: 0 }),
    claim: async ({ params }: { params: { id: string } }) =>
      touch(params.id, { state: 'awaiting_human', assignee: { id: ME.id, name: ME.name } }),
    release: async ({ params, body }: { params: { id: string }; body: { to: string | null } }) =>
      touch(params.id, { assignee: body.to ? { id: body.to, name: 'Colega' } : undefined } as never),
    returnToAi: async ({ params }: { params: { id: string } }) => toTheAi(params.id),
    close: async ({ params }: { params: { id: string } }) => toTheAi(params.id, { closedAt: instant() }),
    answerSame: async ({ body }: { body: { texts: Record<string, string> } }) => {
      house.answeredSame.push(body.texts)
      return {
        items: Object.keys(body.texts).map((conversationId) => ({ conversationId, outcome: 'sent' })),
      }
    },
    listReceipts: async () => ({ items: [] }),
    events: async ({ query }: { query?: { after?: unknown; limit?: unknown } }) => {
      const after = Number(query?.after ?? 0)
      const cursorTooOld = after < house.forgottenUntil
      const items = cursorTooOld ? [] : log.slice(after, after + Number(query?.limit ?? 500))
      return { items, seq: log.length, cursorTooOld }
    },
  }

  return Object.assign(house, {
    /** The calls through a network that may fail. */
    api: () => throughFaults(served, house),
    connect: line.connect,
    addConversation,
    addMessage,
    addLate,
    changeMessage,
    touch,
    erase,
    merge,
    endSession,
    drop: line.drop,
    restore: line.restore,
  })
}
export type FakeHouse = ReturnType<typeof createFakeHouse>
