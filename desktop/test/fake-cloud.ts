import type { Conversation, Message } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { LogEvent } from '@plantao/shared/realtime/events'
import Fastify from 'fastify'
import { Server } from 'socket.io'
import { fakeDesk } from './fake-desk.ts'
import { idOf } from './fake-house.ts'
import { pageOf } from './fake-page.ts'
import { readForms, servePages } from './fake-pages.ts'
import { fakeReceipts } from './fake-receipts.ts'
import { answerRefusals, Refused } from './fake-refusals.ts'
import { PEOPLE, type Seed, seedBakery } from './fake-seed.ts'

type Person = (typeof PEOPLE)[keyof typeof PEOPLE]
type Given = {
  params: Record<string, string>
  query: { state?: string; cursor?: string; before?: string; after: number; limit: number }
  body: { clientId: string; text: string; force: boolean; newPassword: string; to: string | null }
  me: Person
}

/** Arrivals of the seed stay below this. */
const SEEDED = 1_000_000

/** A cloud in memory behind the real wire: HTTP, cookie, Socket.IO and the built console at `/console/`. */
export async function startFakeCloud(options: {
  root: string
  count?: number
  port?: number
  signedIn?: boolean
}) {
  const app = Fastify({ bodyLimit: 20_000_000 })
  readForms(app)
  const now = () => Date.now()
  const state: Seed = seedBakery(options.count ?? 340, now())
  const byId = new Map(state.conversations.map((each) => [each.id, each]))
  const log: LogEvent[] = []
  let made = 0
  let mustChange = true
  /** `delayed` names the one route that is slow; without it all are. */
  const house = { down: false, delayMs: 0, delayed: null as string | null, refuse: null as string | null }
  /** Every call that could change something for a customer, by name. */
  const acts: string[] = []
  const io = new Server(app.server, { serveClient: false })

  const instant = () => new Date(now()).toISOString()
  function announce(type: LogEvent['type'], conversationId?: string, messageId?: string): void {
    const event = {
      seq: log.length + 1,
      type,
      at: instant(),
      ...(conversationId ? { conversationId } : {}),
      ...(messageId ? { messageId } : {}),
    }
    log.push(event)
    io.emit('events', [event])
  }
  function touch(id: string, part: Partial<Conversation>): Conversation {
    const next = { ...byId.get(id)!, ...part, updatedAt: instant() }
    byId.set(id, next)
    announce('conversation.changed', id)
    return next
  }
  function found(id: string | undefined): Conversation {
    const conversation = byId.get(id ?? '')
    if (!conversation) throw new Refused('conversation.not_found')
    return conversation
  }
  function say(id: string, part: Partial<Message>): Message {
    const base = {
      direction: 'in',
      author: 'contact',
      kind: 'text',
      status: 'received',
      at: instant(),
    } as const
    const number = ++made
    const message: Message = {
      ...base,
      id: idOf(7, number),
      conversationId: id,
      arrival: SEEDED + number,
      ...part,
    }
    state.messages.get(id)?.push(message)
    announce('message.created', id, message.id)
    const { text = null, kind, author, at } = message
    touch(id, kind === 'note' ? {} : { lastMessage: { text, kind, author, at } })
    return message
  }
  function tick(message: Message, status: Message['status']): void {
    message.status = status
    announce('message.changed', message.conversationId, message.id)
  }
  function signed(me: Person) {
    const mustChangePassword = me === PEOPLE.nova && mustChange
    return { accessToken: me.id, expiresIn: 900, mustChangePassword, member: { ...me, tenantId: idOf(8, 1) } }
  }
  function without(conversation: Conversation, ...names: (keyof Conversation)[]): Conversation {
    const next = { ...conversation }
    for (const name of names) delete next[name]
    byId.set(next.id, next)
    return next
  }
  const desk = fakeDesk({
    say,
    instant,
    tick,
    known: (id, clientId) => state.messages.get(id)?.find((each) => each.clientId === clientId),
    textOf: (id, messageId) => state.messages.get(id)?.find((each) => each.id === messageId)?.text,
    refused: (code, details) => new Refused(code, details),
    waiting: (besides) =>
      [...byId.values()].filter((each) => each.state === 'awaiting_human' && each.id !== besides).slice(0, 2),
    free: (id, me) => {
      without(found(id), 'waitingSince', 'handoff')
      touch(id, { state: 'human_replied', assignee: { id: me.id, name: me.name } })
    },
  })
  const serve: Record<string, (given: Given) => unknown> = {
    ...(desk.serve as unknown as Record<string, (given: Given) => unknown>),
    ...fakeReceipts(state.receipts, () => new Refused('receipt.not_found')),
    me: ({ me }) => ({
      member: signed(me).member,
      tenant: { id: idOf(8, 1), name: 'Padaria Pão Quente', timeZone: 'America/Sao_Paulo' },
      mustChangePassword: signed(me).mustChangePassword,
    }),
    changePassword: ({ body }) => {
      if (String(body.newPassword).length < 10) throw new Refused('account.password_too_weak')
      mustChange = false
      return { ok: true }
    },
    whatsappStatus: () => ({ status: 'connected', phone: '5511980001234' }),
    conversations: ({ query }) => {
      const rows = [...byId.values()].filter((each) => !query.state || each.state === query.state)
      const key = (each: Conversation) => Date.parse(each.lastMessage?.at ?? each.updatedAt)
      const order = query.state === 'awaiting_human' ? 1 : -1
      return pageOf(
        rows.sort((a, b) => order * (key(a) - key(b))),
        query.cursor,
        query.limit,
      )
    },
    conversation: ({ params }) => found(params.id),
    messages: ({ params, query }) => {
      found(params.id)
      const rows = state.messages.get(params.id ?? '') ?? []
      const end = Number(query.before ?? rows.length)
      const from = Math.max(0, end - query.limit)
      return { items: rows.slice(from, end), ...(from > 0 ? { nextCursor: String(from) } : {}) }
    },
    sendMessage: ({ params, body, me }) => {
      const conversation = found(params.id)
      const { assignee } = conversation
      if (assignee && assignee.id !== me.id) throw new Refused('conversation.held', { name: assignee.name })
      const known = state.messages.get(conversation.id)?.find((each) => each.clientId === body.clientId)
      if (known) return known
      byId.set(conversation.id, without(conversation, 'waitingSince', 'handoff', 'closedAt'))
      const part = { author: 'member', direction: 'out', name: me.name, status: 'queued' } as const
      const sent = say(conversation.id, { ...part, text: body.text, clientId: body.clientId })
      touch(conversation.id, { state: 'human_replied', assignee: { id: me.id, name: me.name } })
      const copy = { ...sent }
      setTimeout(() => tick(sent, 'sent'), 150)
      setTimeout(() => tick(sent, 'delivered'), 400)
      return copy
    },
    retryMessage: ({ params }) => {
      const message = state.messages.get(params.id ?? '')?.find((each) => each.id === params.messageId)
      if (message?.status !== 'failed') throw new Refused('message.not_retryable')
      tick(message, 'queued')
      setTimeout(() => tick(message, 'sent'), 200)
      return { ...message }
    },
    markRead: ({ params }) => touch(found(params.id).id, { unread: 0 }),
    claim: ({ params, body, me }) => {
      const { id, assignee } = found(params.id)
      if (assignee && assignee.id !== me.id && !body.force)
        throw new Refused('conversation.held', { name: assignee.name })
      without(found(id), 'closedAt')
      return touch(id, { state: 'awaiting_human', assignee: { id: me.id, name: me.name } })
    },
    release: ({ params, body, me }) => {
      const { id, assignee, state: stands } = found(params.id)
      if (stands !== 'awaiting_human' || assignee?.id !== me.id) throw new Refused('conversation.not_claimed')
      without(found(id), 'assignee')
      const to = Object.values(PEOPLE).find((each) => each.id === body.to)
      return touch(id, to ? { assignee: { id: to.id, name: to.name } } : {})
    },
    returnToAi: ({ params }) => {
      without(found(params.id), 'assignee', 'waitingSince', 'handoff')
      return touch(params.id!, { state: 'ai_active' })
    },
    close: ({ params }) => {
      without(found(params.id), 'assignee', 'waitingSince', 'handoff')
      return touch(params.id!, { state: 'ai_active', closedAt: instant() })
    },
    events: ({ query }) => ({
      items: log.slice(query.after, query.after + query.limit),
      seq: log.length,
      cursorTooOld: false,
    }),
  }

  answerRefusals(app)

  const cookieOf = (header: string | undefined) => /refresh=([\w-]+)/.exec(header ?? '')?.[1]
  const person = (id: string | undefined) => Object.values(PEOPLE).find((each) => each.id === id)
  const setCookie = (id: string, age = 3600) =>
    `refresh=${id}; HttpOnly; SameSite=Strict; Path=/api/v1/auth; Max-Age=${age}`

  for (const [name, endpoint] of Object.entries(endpoints)) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: async (request, reply) => {
        const isSlow = house.delayed === null || house.delayed === name
        if (house.delayMs && isSlow) await new Promise((done) => setTimeout(done, house.delayMs))
        if (house.down) throw new Refused('unavailable')
        if (name === 'login') {
          const { email, password, client } = endpoints.login.body.parse(request.body)
          const me = Object.values(PEOPLE).find((each) => each.email === email)
          if (!me || password !== 'padaria-demo') throw new Refused('auth.wrong_credentials')
          // The application keeps its refresh token itself and takes no cookie.
          if (client === 'desktop') return { ...signed(me), refreshToken: me.id }
          return reply.header('set-cookie', setCookie(me.id)).send(signed(me))
        }
        if (name === 'logout') return reply.header('set-cookie', setCookie('-', 0)).send({ ok: true })
        if (name === 'refresh') {
          const { refreshToken } = endpoints.refresh.body.parse(request.body)
          const known = person(refreshToken)
          if (known) return { ...signed(known), refreshToken }
          const me = person(cookieOf(request.headers.cookie)) ?? (options.signedIn ? PEOPLE.ana : undefined)
          if (!me) throw new Refused('auth.required')
          return reply.header('set-cookie', setCookie(me.id)).send(signed(me))
        }
        const me = person(request.headers.authorization?.replace('Bearer ', ''))
        if (!me) throw new Refused('auth.required')
        if (endpoint.method !== 'GET' && name !== 'markRead') acts.push(name)
        const handler = serve[name]
        if (!handler) throw new Refused('route.not_found')
        const query = 'query' in endpoint ? endpoint.query.parse(request.query) : {}
        const body = 'body' in endpoint ? endpoint.body.parse(request.body) : {}
        const form = 'form' in endpoint ? request.body : undefined
        const answer = await handler({ params: request.params, query, body, form, me } as unknown as Given)
        if (!('binary' in endpoint)) return answer
        const { mime, bytes } = answer as { mime: string; bytes: Uint8Array }
        return reply.type(mime).send(Buffer.from(bytes))
      },
    })
  }

  servePages(app, options.root)

  io.use((socket, next) => {
    if (house.refuse) return next(new Error(house.refuse))
    next(person(socket.handshake.auth.token) ? undefined : new Error('unauthorized'))
  })
  io.on('connection', (socket) => socket.emit('hello', { protocol: 1, seq: log.length }))

  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    house,
    acts,
    conversations: byId,
    messages: state.messages,
    desk: desk.state,
    say,
    touch,
    handOff: (id: string, question: string) => {
      say(id, { text: question })
      touch(id, {
        state: 'awaiting_human',
        waitingSince: instant(),
        unread: 1,
        handoff: { reason: 'low_confidence', question },
      })
      announce('handoff.opened', id)
    },
    presence: (conversationId: string, people: { id: string; name: string; typing: boolean }[]) =>
      io.emit('presence', { conversationId, people }),
    dropLine: () => io.disconnectSockets(true),
    stop: async () => {
      await io.close()
      await app.close()
    },
  }
}
export type FakeCloud = Awaited<ReturnType<typeof startFakeCloud>>
